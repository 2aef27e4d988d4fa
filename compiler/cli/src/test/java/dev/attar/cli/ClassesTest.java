package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.check.Probability;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scores of classes, for programs and for people. */
class ClassesTest {
    private static final List<String> NAMES = List.of("NEGATIVE", "so \"so\"", "POSITIVE");

    private static ModelResult of(int[] shape, float... values) {
        return new ModelResult("a text", new int[] {101, 7, 102}, shape, values);
    }

    private static JsonNode json(Classes classes, ModelResult result) throws Exception {
        StringWriter out = new StringWriter();
        new JsonLines(new PrintWriter(out), Optional.of(classes), Optional.empty()).print(result);
        return new ObjectMapper().readTree(out.toString());
    }

    private static String overview(Classes classes, ModelResult... results) {
        StringWriter out = new StringWriter();
        Overview overview = new Overview(new PrintWriter(out), Optional.of(classes), Optional.empty());
        for (ModelResult result : results) {
            overview.print(result);
        }
        overview.end();
        return out.toString();
    }

    @Test
    void probabilitiesAreTheSoftmaxOrTheSigmoid() {
        float[] scores = {1, 2, -3000};
        assertArrayEquals(
                new float[] {0.26894143f, 0.7310586f, 0},
                new Classes(NAMES, Probability.SOFTMAX, true).probabilities(scores),
                1e-7f);
        assertArrayEquals(
                new float[] {0.7310586f, 0.880797f, 0},
                new Classes(NAMES, Probability.SIGMOID, true).probabilities(scores),
                1e-7f);
        assertArrayEquals(scores, new Classes(NAMES, Probability.NONE, true).probabilities(scores));
        // As sentence-transformers' CrossEncoder reads this score.
        assertEquals(
                0.95058,
                new Classes(List.of(), Probability.SIGMOID, true).probabilities(new float[] {2.9573f})[0],
                1e-4);
    }

    @Test
    void programsGetScoresLabelsAndProbabilities() throws Exception {
        JsonNode line = json(new Classes(NAMES, Probability.SOFTMAX, true), of(new int[] {3}, 1, 2, 3));
        assertEquals("[1.0,2.0,3.0]", line.get("values").toString());
        assertEquals(
                "[\"NEGATIVE\",\"so \\\"so\\\"\",\"POSITIVE\"]",
                line.get("labels").toString());
        assertEquals(0.66524096, line.get("probabilities").get(2).doubleValue(), 1e-7);
        JsonNode plain = json(new Classes(List.of(), Probability.NONE, true), of(new int[] {1}, 1));
        assertFalse(plain.has("labels") || plain.has("probabilities"));
        JsonNode tokens = json(new Classes(NAMES, Probability.SOFTMAX, false), of(new int[] {1, 3}, 1, 2, 3));
        assertTrue(tokens.has("labels") && !tokens.has("probabilities"));
    }

    @Test
    void peopleSeeNamesAndProbabilitiesAndNoCosines() {
        Classes classes = new Classes(NAMES, Probability.SOFTMAX, true);
        String text = overview(classes, of(new int[] {3}, 1, 3, 2), of(new int[] {3}, 3, 1, 2));
        assertTrue(text.contains("so \"so\"  0.6652\n    POSITIVE  0.2447\n    NEGATIVE  0.0900"), text);
        assertFalse(text.contains("cosine"), text);
        String tagged =
                overview(new Classes(NAMES, Probability.SOFTMAX, false), of(new int[] {2, 3}, 1, 3, 2, 9, 0, 0));
        assertTrue(tagged.contains("101: so \"so\"  0.6652\n    7: NEGATIVE  0.9998"), tagged);
        assertTrue(overview(new Classes(List.of(), Probability.SIGMOID, true), of(new int[] {1}, 0))
                .contains("0  0.5000"));
    }
}
