package dev.attar.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.generate.Strategy.Beams;
import dev.attar.runtime.generate.Strategy.EarlyStopping;
import dev.attar.runtime.generate.scores.Probabilities;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beam search on tables of logits. Token 0 ends a text. */
class BeamSearchTest {
    private static final double LOG_2 = Math.log(2);

    /**
     * Probabilities by the last token: after 1 (the prompt): 1/2 end, 1/4 "2", 1/4 "3"; after 2: 1/8 end, 3/4 "2", 1/8 "3"; after 3:
     * 1/2 end, 1/2 "3".
     */
    private static TableModel.Text byHand() {
        return TableModel.ofLast(
                32,
                row(0.25, 0.25, 0.25, 0.25),
                row(0.5, 0, 0.25, 0.25),
                row(0.125, 0, 0.75, 0.125),
                row(0.5, 0, 0, 0.5));
    }

    private static float[] row(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]);
        }
        return logits;
    }

    /**
     * Three steps with two beams: "0" at 1/2 ends at once, "2" and "3" go on; then "2 2" at 3/16 goes on, "3 0" at 1/8 ends, "3 3" goes on;
     * then "2 2 2" at 9/64 and "3 3 0" at 1/16 are as long as may be. The length counts the end token, and not the prompt.
     */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2 2 2", "2, 2 2 2"})
    void theLengthPenaltyDecides(double penalty, String best) {
        Beams beams = new Beams(2, 2, penalty, EarlyStopping.WHEN_IMPOSSIBLE);
        List<Generated> texts = search(byHand(), beams, 3);
        assertEquals(best, words(texts.getFirst()));
        double sum = best.equals("0") ? -LOG_2 : Math.log(9 / 64.0);
        assertEquals(
                sum / Math.pow(texts.getFirst().ids().length, penalty),
                texts.getFirst().score(),
                1e-6);
        assertTrue(texts.get(0).score() >= texts.get(1).score());
    }

    @Test
    void stoppingWhenFullTakesTheFirstTexts() {
        Beams first = new Beams(1, 1, 1, EarlyStopping.WHEN_FULL);
        assertEquals("0", words(search(byHand(), first, 3).getFirst()));
        Beams never = new Beams(1, 1, 2, EarlyStopping.WHEN_IMPOSSIBLE);
        assertEquals("2 2 2", words(search(byHand(), never, 3).getFirst()));
    }

    @Property(tries = 60)
    void oneBeamIsGreedy(@ForAll @IntRange(min = 2, max = 12) int vocabulary, @ForAll long seed) {
        TableModel.Text model = TableModel.random(vocabulary, 40, 2, seed);
        Settings greedy =
                Settings.defaults().with().endTokens(List.of(0)).mostNew(12).settings();
        Settings beam = greedy.with()
                .strategy(new Beams(1, 1, 1, EarlyStopping.WHEN_FULL))
                .settings();
        assertArrayEquals(
                Texts.generate(model, greedy, 1).ids(),
                Texts.generate(model, beam, 1).ids());
    }

    /** With as many beams as there are texts, and no stopping before time, nothing is missed. */
    @Property(tries = 40)
    void enoughBeamsFindTheBestOfAllTexts(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 2) double penalty) {
        TableModel.Text model = TableModel.random(3, 16, 3, seed);
        int longest = 4;
        TreeMap<Double, String> all = new TreeMap<>(Comparator.reverseOrder());
        collect(model, new int[] {1}, 0, longest, penalty, all);
        Beams beams = new Beams(81, 3, penalty, EarlyStopping.WHEN_IMPOSSIBLE);
        List<Generated> found = search(model, beams, longest);
        int rank = 0;
        for (var text : all.entrySet().stream().limit(3).toList()) {
            assertEquals(text.getKey(), found.get(rank).score(), 1e-5);
            assertEquals(text.getValue(), words(found.get(rank++)));
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    private static void collect(
            TableModel.Text model, int[] tokens, double sum, int longest, double penalty, TreeMap<Double, String> all) {
        float[] logits = model.row(tokens);
        double total = Probabilities.logSum(logits, 0, logits.length);
        for (int token = 0; token < logits.length; token++) {
            int[] more = Arrays.copyOf(tokens, tokens.length + 1);
            more[tokens.length] = token;
            double with = sum + (float) (logits[token] - total);
            if (token == 0 || tokens.length == longest) {
                all.put(with / Math.pow(tokens.length, penalty), Texts.words(Arrays.copyOfRange(more, 1, more.length)));
            } else {
                collect(model, more, with, longest, penalty, all);
            }
        }
    }

    @Property(tries = 40)
    void manySearchesAtOnceFindWhatEachFindsAlone(@ForAll long seed) {
        TableModel.Text model = TableModel.random(7, 40, 2, seed);
        Settings settings = settings(new Beams(3, 2, 1, EarlyStopping.WHEN_UNLIKELY), 9);
        try (Scheduler scheduler = Scheduler.of(model, Optional.empty())) {
            List<Conversation> texts = IntStream.range(1, 7)
                    .mapToObj(token -> scheduler.submit(new int[] {token, 6 - token}, settings))
                    .toList();
            for (int token = 1; token < 7; token++) {
                List<Generated> alone = Texts.all(model, settings, token, 6 - token);
                assertEquals(alone, texts.get(token - 1).results());
            }
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    private static List<Generated> search(TableModel.Text model, Beams beams, int most) {
        return Texts.all(model, settings(beams, most), 1);
    }

    private static Settings settings(Beams beams, int most) {
        return Settings.defaults()
                .with()
                .strategy(beams)
                .endTokens(List.of(0))
                .mostNew(most)
                .settings();
    }

    private static String words(Generated text) {
        return Texts.words(text.ids());
    }
}
