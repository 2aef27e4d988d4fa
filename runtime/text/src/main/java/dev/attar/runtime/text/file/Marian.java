package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.json.JsonReader;
import dev.attar.runtime.text.model.AddedTokens;
import dev.attar.runtime.text.model.AddedTokens.Added;
import dev.attar.runtime.text.model.Unigram;
import dev.attar.runtime.text.model.Vocabulary;
import dev.attar.runtime.text.post.Layout;
import dev.attar.runtime.text.post.Layout.Part;
import dev.attar.runtime.text.post.PostProcessing;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one side of a Marian translator: pieces of {@code source.spm} or {@code target.spm}, ids of {@code vocab.json}, and
 * {@code </s>} at the end.
 */
final class Marian {
    private Marian() {}

    static TokenizerParts read(byte[] pieces, byte[] ids) {
        SentencePiece file = SentencePiece.parse(pieces);
        Vocabulary vocabulary = ModelJson.vocabulary(JsonReader.read(ids));
        int unknown = required(vocabulary, "<unk>");
        Unigram model = Unigram.ofSentencePiece(file.pieces(), vocabulary, unknown, file.byteFallback());
        List<Added> special = new ArrayList<>();
        vocabulary.ids().keySet().stream()
                .filter(token -> List.of("</s>", "<unk>", "<pad>").contains(token)
                        || token.startsWith(">>") && token.endsWith("<<"))
                .sorted()
                .forEach(token -> special.add(new Added(token, false, false, false, false, true)));
        Part end = new Layout.SpecialPart(List.of(required(vocabulary, "</s>")), 0);
        return new TokenizerParts(
                new AddedTokens(special, model, null),
                file.normalizer(),
                null,
                model,
                new PostProcessing(
                        new Layout(List.of(new Layout.TextPart(0, 0), end)),
                        new Layout(List.of(new Layout.TextPart(0, 0), new Layout.TextPart(1, 0), end)),
                        List.of()),
                SentencePiece.decoder(true));
    }

    private static int required(Vocabulary vocabulary, String token) {
        return vocabulary
                .id(token)
                .orElseThrow(() -> new FormatFault("vocab.json has no " + token + "; it is not one of Marian's"));
    }
}
