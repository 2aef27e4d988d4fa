package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RerankerTest {
    private final Tokenizer tokenizer = Tokenizers.bert(16);
    private final int sep = tokenizer.id("[SEP]").orElseThrow();

    /** How many tokens of the passage are in the query, less 2. */
    private final SequenceScores common = Models.bySequence(ids -> {
        int end = Arrays.stream(ids).boxed().toList().indexOf(sep);
        List<Integer> query = Arrays.stream(ids, 1, end).boxed().toList();
        return new float[] {
            Arrays.stream(ids, end + 1, ids.length - 1).filter(query::contains).count() - 2
        };
    });

    private final Reranker reranker = Reranker.of(common, tokenizer);

    @Test
    void theBestPassageIsFirstAndKnowsItsPlace() {
        List<Ranked> ranked = reranker.rank(
                "capital of france", List.of("a dog", "the capital of france", "of france", "france of", "dogs"));
        assertEquals(List.of(1, 2, 3, 0, 4), ranked.stream().map(Ranked::index).toList());
        assertEquals("the capital of france", ranked.getFirst().passage());
        assertEquals(1 / (1 + Math.exp(-1)), ranked.getFirst().score(), 1e-6);
        assertEquals(0.5f, ranked.get(1).score());
    }

    @Test
    void plainScoresAreTheModels() {
        assertEquals(1f, reranker.withPlainScores().score("capital of france", "the capital of france"));
        assertEquals(-2f, reranker.withPlainScores().score("capital of france", ""));
    }

    @Test
    void aLongPassageHasTheScoreOfItsBestWindow() {
        String passage = "word ".repeat(20) + "capital of france " + "word ".repeat(20);
        TextException refused =
                assertThrows(TextException.class, () -> reranker.scores("capital of france", List.of("x", passage)));
        assertTrue(refused.getMessage().startsWith("text 2 of 2"), refused.getMessage());
        Reranker plain = reranker.withPlainScores();
        assertEquals(-2f, plain.withLongPassages(LongInput.TRUNCATE).score("capital of france", passage));
        assertEquals(1f, plain.withLongPassages(LongInput.windows(4)).score("capital of france", passage));
    }

    @Test
    void aModelOfSeveralClassesIsRefused() {
        Reranker two = Reranker.of(Models.bySequence(ids -> new float[] {1, 2}), tokenizer);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> two.score("a", "b"));
        assertTrue(refused.getMessage().contains("2 classes"), refused.getMessage());
    }
}
