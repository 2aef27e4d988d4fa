package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.InputException;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private static final int HIDDEN = 0;
    private static final int HEAD = 1;

    @Test
    void eachTokenHasARow() {
        List<ModelResult> results = run(2, HIDDEN, LongInput.REFUSE, ids("a", 5, 6), ids("b", 7));
        assertArrayEquals(new float[] {5, 0, 6, 0}, results.get(0).values());
        assertArrayEquals(new int[] {2, 2}, results.get(0).shape());
        assertArrayEquals(new float[] {7, 0}, results.get(1).values());
        assertArrayEquals(new int[] {7}, results.get(1).ids());
    }

    @Test
    void eachSequenceHasARow() {
        List<ModelResult> results = run(2, HEAD, LongInput.REFUSE, ids("a", 5, 6), ids("b", 7));
        assertArrayEquals(new float[] {2, 11}, results.get(0).values());
        assertArrayEquals(new float[] {1, 7}, results.get(1).values());
        assertArrayEquals(new int[] {2}, results.get(1).shape());
    }

    @Test
    void segmentsReachTheModel() {
        Request pair = new Request.OfIds("a", List.of(5, 6), List.of(0, 1));
        assertArrayEquals(
                new float[] {5, 0, 6, 1},
                run(2, HIDDEN, LongInput.REFUSE, pair).getFirst().values());
        assertThrows(InputException.class, () -> run(0, HIDDEN, LongInput.REFUSE, pair));
        Request half = new Request.OfIds("half", List.of(5, 6), List.of(0));
        InputException refusal = assertThrows(InputException.class, () -> run(2, HIDDEN, LongInput.REFUSE, half));
        assertTrue(refusal.getMessage().startsWith("half has 2 tokens but 1 segment ids"), refusal.getMessage());
    }

    @Test
    void moreThanABatchComesInOrder() {
        Request[] many = IntStream.range(0, 200).mapToObj(i -> ids("n" + i, i)).toArray(Request[]::new);
        List<ModelResult> results = run(0, HEAD, LongInput.REFUSE, many);
        for (int i = 0; i < 200; i++) {
            assertArrayEquals(new float[] {1, i}, results.get(i).values());
        }
    }

    @Test
    void refusalsNameThePlace() {
        InputException refusal = assertThrows(
                InputException.class, () -> run(0, HEAD, LongInput.REFUSE, ids("f:1", 1), ids("f:2", 30522)));
        assertTrue(refusal.getMessage().startsWith("f:2, token 1: "), refusal.getMessage());
        Refusal noTokenizer = assertThrows(
                Refusal.class,
                () -> inference(0, HEAD, LongInput.REFUSE, Optional.empty())
                        .run(
                                List.<Request>of(new Request.OfText("--text 1", "x"))
                                        .iterator(),
                                new Collected()));
        assertTrue(noTokenizer.getMessage().contains("--tokenizer"), noTokenizer.getMessage());
    }

    @Test
    void textsAreTokenized() {
        ModelResult result = run(0, HIDDEN, LongInput.REFUSE, new Request.OfText("t", "hello world"))
                .getFirst();
        assertArrayEquals(new int[] {101, 7592, 2088, 102}, result.ids());
        assertArrayEquals(new float[] {101, 0, 7592, 0, 2088, 0, 102, 0}, result.values());
    }

    @Test
    void longTextsAreRefusedOrTruncated() {
        Request words = new Request.OfText("t", "word ".repeat(20));
        Refusal refusal = assertThrows(Refusal.class, () -> run(0, HEAD, LongInput.REFUSE, words));
        assertTrue(refusal.getMessage().startsWith("t: the text has 22 tokens"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("--truncate"), refusal.getMessage());
        assertEquals(
                EchoProgram.CONTEXT,
                run(0, HEAD, LongInput.TRUNCATE, words).getFirst().ids().length);
    }

    private static Request ids(String place, Integer... ids) {
        return new Request.OfIds(place, List.of(ids), List.of());
    }

    private static List<ModelResult> run(int segments, int output, LongInput longInput, Request... requests) {
        try (Tokenizer tokenizer = MiniLm.tokenizer(EchoProgram.CONTEXT)) {
            Collected collected = new Collected();
            inference(segments, output, longInput, Optional.of(tokenizer))
                    .run(List.of(requests).iterator(), collected);
            assertEquals(1, collected.ends);
            return collected.results;
        }
    }

    private static Inference inference(int segments, int output, LongInput longInput, Optional<Tokenizer> tokenizer) {
        Session session = Session.open(
                new EchoProgram(segments),
                Weights.of(Map.of()),
                Options.defaults().withThreads(2));
        return new Inference(session, output, tokenizer, longInput);
    }

    private static final class Collected implements ResultPrinter {
        private final List<ModelResult> results = new ArrayList<>();
        private int ends;

        @Override
        public void print(ModelResult result) {
            results.add(result);
        }

        @Override
        public void end() {
            ends++;
        }
    }
}
