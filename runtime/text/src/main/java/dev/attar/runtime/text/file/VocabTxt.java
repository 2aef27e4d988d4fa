package dev.attar.runtime.text.file;

import dev.attar.runtime.text.decode.WordPieceDecoder;
import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.model.AddedTokens;
import dev.attar.runtime.text.model.AddedTokens.Added;
import dev.attar.runtime.text.model.Model;
import dev.attar.runtime.text.model.Vocabulary;
import dev.attar.runtime.text.model.WordPiece;
import dev.attar.runtime.text.normalize.BertNormalizer;
import dev.attar.runtime.text.normalize.Normalizer;
import dev.attar.runtime.text.post.PostProcessing;
import dev.attar.runtime.text.split.PreTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Reads BERT's {@code vocab.txt}, a token a line. */
final class VocabTxt {
    private static final int LONGEST_WORD = 100;

    private VocabTxt() {}

    static TokenizerParts read(byte[] bytes, BertSettings settings) {
        Vocabulary vocabulary = Vocabulary.of(lines(bytes));
        Model model = new WordPiece(vocabulary, "[UNK]", "##", LONGEST_WORD);
        List<Added> special = new ArrayList<>();
        for (String token : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")) {
            if (vocabulary.id(token).isPresent()) {
                special.add(new Added(token, false, false, false, false, true));
            }
        }
        Normalizer normalizer = new BertNormalizer(
                true,
                settings.ideographs(),
                settings.stripAccents() == null ? settings.lowerCase() : settings.stripAccents(),
                settings.lowerCase());
        return new TokenizerParts(
                new AddedTokens(special, model, normalizer),
                normalizer,
                new PreTokenizer.Bert(),
                model,
                PostProcessing.bert(required(vocabulary, "[CLS]"), required(vocabulary, "[SEP]")),
                new WordPieceDecoder("##", true));
    }

    /** The lines of a text without the white space at their ends; a last line end makes no line. */
    static String[] lines(byte[] bytes) {
        return Utf8.text(bytes).lines().map(String::stripTrailing).toArray(String[]::new);
    }

    private static int required(Vocabulary vocabulary, String token) {
        return vocabulary
                .id(token)
                .orElseThrow(() -> new FormatFault("the vocabulary has no " + token + "; it is not one of BERT's"));
    }
}
