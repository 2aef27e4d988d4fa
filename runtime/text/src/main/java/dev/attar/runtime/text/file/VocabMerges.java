package dev.attar.runtime.text.file;

import dev.attar.runtime.text.decode.Decoder;
import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.json.JsonReader;
import dev.attar.runtime.text.model.AddedTokens;
import dev.attar.runtime.text.model.AddedTokens.Added;
import dev.attar.runtime.text.model.Bpe;
import dev.attar.runtime.text.model.Bpe.Merge;
import dev.attar.runtime.text.model.Model;
import dev.attar.runtime.text.model.Vocabulary;
import dev.attar.runtime.text.post.PostProcessing;
import dev.attar.runtime.text.split.PreTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code vocab.json} and {@code merges.txt}: GPT-2's byte-level vocabulary, or RoBERTa's where it has {@code <s>} and
 * {@code </s>}, which then stand around texts.
 */
final class VocabMerges {
    private VocabMerges() {}

    static TokenizerParts read(byte[] vocabularyBytes, byte[] mergesBytes) {
        Vocabulary vocabulary = ModelJson.vocabulary(JsonReader.read(vocabularyBytes));
        List<Merge> merges = new ArrayList<>();
        String[] lines = Utf8.text(mergesBytes).lines().toArray(String[]::new);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].startsWith("#version") && !lines[i].isEmpty()) {
                merges.add(ModelJson.merge(lines[i], "merges.txt, line " + (i + 1)));
            }
        }
        boolean roberta =
                vocabulary.id("<s>").isPresent() && vocabulary.id("</s>").isPresent();
        Model model;
        try {
            model = new Bpe(vocabulary, merges, new Bpe.Options(null, null, null, false, false, false));
        } catch (IllegalArgumentException e) {
            throw new FormatFault("merges.txt: " + e.getMessage(), e);
        }
        List<Added> special = new ArrayList<>();
        for (String token : List.of("<s>", "<pad>", "</s>", "<unk>", "<|endoftext|>")) {
            if (vocabulary.id(token).isPresent()) {
                special.add(new Added(token, false, false, false, false, true));
            }
        }
        if (vocabulary.id("<mask>").isPresent()) {
            special.add(new Added("<mask>", false, true, false, false, true));
        }
        return new TokenizerParts(
                new AddedTokens(special, model, null),
                null,
                new PreTokenizer.ByteLevel(false, true),
                model,
                roberta
                        ? PostProcessing.roberta(
                                vocabulary.id("<s>").getAsInt(),
                                vocabulary.id("</s>").getAsInt(),
                                List.of(false))
                        : PostProcessing.NONE,
                new Decoder.ByteLevel());
    }
}
