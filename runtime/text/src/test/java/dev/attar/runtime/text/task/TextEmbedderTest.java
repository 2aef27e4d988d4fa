package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextEmbedderTest {
    private final Tokenizer tokenizer = Tokenizers.bert(16);
    private final TextEmbedder embedder = TextEmbedder.of(new Lengths(), tokenizer);

    @Test
    void aVectorHasLengthOneUnlessItIsAskedForAsItIs() {
        assertArrayEquals(new float[] {3, 4}, embedder.withoutNormalization().embed("word"));
        assertArrayEquals(new float[] {0.6f, 0.8f}, embedder.embed("word"));
        assertEquals(2, embedder.dimension());
        assertEquals(1, TextEmbedder.dot(embedder.embed("word"), embedder.embed("word")), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> TextEmbedder.dot(new float[1], new float[2]));
    }

    @Test
    void eachTextHasARowWhateverIsBesideIt() {
        Matrix rows = embedder.embed(List.of("one", "two words", "", "three short words"));
        assertEquals(4, rows.rows());
        assertArrayEquals(embedder.embed("two words"), rows.row(1));
        assertArrayEquals(embedder.embed(""), rows.row(2));
        assertArrayEquals(new float[] {2, 4}, embedder.withoutNormalization().embed("\uF0B7"), "[CLS] [SEP]");
    }

    @Test
    void promptsStandBeforeTexts() {
        TextEmbedder prompted =
                embedder.withoutNormalization().withPrompts(Map.of("query", "query: ", "passage", "the passage: "));
        assertArrayEquals(new float[] {3, 4}, prompted.embed("word"), "none until it is asked for");
        assertArrayEquals(new float[] {5, 4}, prompted.withPrompt("query").embed("word"));
        assertArrayEquals(new float[] {6, 4}, prompted.withPrompt("passage").embed("word"));
        assertArrayEquals(
                new float[] {3, 4},
                prompted.withPrompt("passage").withoutPrompt().embed("word"));
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> prompted.withPrompt("question"));
        assertTrue(unknown.getMessage().contains("query"), unknown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> embedder.withPrompt("query"));
    }

    @Test
    void theVectorOfALongTextIsTheMeanOfItsPartsByTheirTokens() {
        String text = "word ".repeat(20); // 14 and 6 tokens, with special ones 16 and 8
        assertArrayEquals(
                new float[] {(16 * 14 + 8 * 6) / 20f, 4},
                embedder.withoutNormalization().embed(text));
        assertEquals(20, embedder.embedAll(List.of(text)).getFirst().tokens());
        assertArrayEquals(
                new float[] {16, 4},
                embedder.withoutNormalization()
                        .withLongTexts(LongInput.TRUNCATE)
                        .embed(text));
        assertThrows(
                TextException.class,
                () -> embedder.withLongTexts(LongInput.REFUSE).embed(text));
    }

    @Test
    void manyTextsAreReadSomeAtATime() {
        Lengths model = new Lengths();
        TextEmbedder.of(model, tokenizer).embed(Collections.nCopies(1000, "word ".repeat(10)));
        assertTrue(model.most <= 64, "sequences in a call: " + model.most);
    }

    @Test
    void aTokenizerForLongerSequencesThanTheModelTakesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TextEmbedder.of(new Lengths(), Tokenizers.bert(17)));
    }

    /** The vector of a sequence is its length and 4. */
    private static final class Lengths implements Embedder {
        private int most;

        @Override
        public Matrix embed(Batch batch) {
            throw new AssertionError("vectors are normalized after averaging");
        }

        @Override
        public float[] embed(int... ids) {
            return unnormalized(Batch.of(ids)).row(0);
        }

        @Override
        public Matrix unnormalized(Batch batch) {
            most = Math.max(most, batch.sequences());
            return Models.bySequence(ids -> new float[] {ids.length, 4}).of(batch);
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public int context() {
            return 16;
        }

        @Override
        public void close() {}
    }
}
