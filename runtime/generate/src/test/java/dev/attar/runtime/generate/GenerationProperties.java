package dev.attar.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.generate.Strategy.Sampling;
import dev.attar.runtime.generate.scores.Probabilities;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Laws of generation, on random tables. Token 0 ends a text. */
class GenerationProperties {
    private static final int V = 11;
    private static final Settings GREEDY =
            Settings.defaults().with().endTokens(List.of(0)).mostNew(20).settings();

    @Property(tries = 60)
    void noRunOfTokensOccursTwice(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int size) {
        TableModel.Text model = TableModel.random(V, 64, 1, seed);
        Settings settings = GREEDY.with().noRepeatedNgram(size).mostNew(8).settings();
        int[] prompt = {3, 4};
        int[] generated = Texts.generate(model, settings, prompt).ids();
        int[] all = joined(prompt, generated);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i + size <= all.length; i++) {
            String run = Texts.words(Arrays.copyOfRange(all, i, i + size));
            assertTrue(seen.add(run) || i + size <= prompt.length, "twice: " + run);
        }
    }

    @Property(tries = 40)
    void theSameSeedGivesTheSameTextWhateverRunsBesideIt(@ForAll long seed, @ForAll long other) {
        TableModel.Text model = TableModel.random(V, 64, 2, seed);
        Settings settings = sampled(seed);
        Generated alone = Texts.generate(model, settings, 5, 6);
        Random random = new Random(other);
        try (Scheduler scheduler = new Scheduler(
                model,
                Optional.empty(),
                new Limits(4, Long.MAX_VALUE, 1 + random.nextInt(9), Limits.WhenFull.WAIT),
                Optional.empty())) {
            for (int i = random.nextInt(4); i > 0; i--) {
                scheduler.submit(prompt(random), sampled(random.nextLong()));
            }
            Conversation text = scheduler.submit(new int[] {5, 6}, settings);
            for (int i = random.nextInt(4); i > 0; i--) {
                Conversation beside = scheduler.submit(prompt(random), GREEDY);
                if (random.nextBoolean()) {
                    beside.next();
                    beside.cancel();
                }
            }
            assertEquals(alone, text.result());
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    private static int[] prompt(Random random) {
        return IntStream.range(0, 1 + random.nextInt(20))
                .map(_ -> 1 + random.nextInt(V - 1))
                .toArray();
    }

    private static Settings sampled(long seed) {
        return GREEDY.with().strategy(new Sampling(0.8, 7, 0.95, 0.01, seed)).settings();
    }

    @Property(tries = 60)
    void guessesChangeNothing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int ahead, @ForAll boolean samples) {
        TableModel.Text model = TableModel.random(4, 64, 1, seed); // few tokens: it repeats itself
        Settings plain = samples ? sampled(seed) : GREEDY;
        Settings guessing = plain.with().guesses(ahead).settings();
        int[] prompt = {1, 2, 3, 1, 2, 3, 1};
        Generated expected = Texts.generate(model, plain, prompt);
        assertEquals(expected, Texts.generate(model, guessing, prompt));
        TableModel.Text draft = TableModel.random(4, 64, 1, seed + (seed & 1)); // sometimes the same, sometimes wrong
        try (Scheduler scheduler = new Scheduler(model, Optional.empty(), Limits.defaults(), Optional.of(draft));
                Conversation text = scheduler.submit(prompt, guessing)) {
            assertEquals(expected, text.result());
        }
        assertEquals(0, model.open + draft.open, "every sequence is closed");
    }

    @Property(tries = 60)
    void howAPromptIsCutChangesNothing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int cut, @ForAll @IntRange(max = 9) int shared) {
        TableModel.Text model = TableModel.random(V, 64, 3, seed);
        int[] prompt = IntStream.range(1, V).toArray();
        Generated whole = Texts.generate(model, GREEDY, prompt);
        Limits limits = new Limits(9, Long.MAX_VALUE, cut, Limits.WhenFull.WAIT);
        model.longestExtension = 0;
        try (Scheduler scheduler = new Scheduler(model, Optional.empty(), limits, Optional.empty())) {
            assertEquals(whole, scheduler.submit(prompt, GREEDY).result());
            if (shared > 0) {
                try (Prefix prefix = scheduler.prefix(Arrays.copyOf(prompt, shared))) {
                    int[] rest = Arrays.copyOfRange(prompt, shared, prompt.length);
                    Conversation first = scheduler.submit(prefix, rest, GREEDY);
                    Conversation second = scheduler.submit(prefix, rest, GREEDY);
                    assertEquals(whole, first.result());
                    assertEquals(whole, second.result());
                }
            }
        }
        assertTrue(model.longestExtension <= cut, "no step reads more of a prompt than it may");
        assertEquals(0, model.open, "every sequence is closed");
    }

    @Property(tries = 40)
    void forbiddenWordsNeverComeAndTheLeastLengthIsKept(
            @ForAll long seed, @ForAll @Size(2) List<@IntRange(min = 1, max = V - 1) Integer> word) {
        TableModel.Text model = TableModel.random(V, 64, 1, seed);
        Settings settings =
                GREEDY.with().forbidden(List.of(word, List.of(3))).leastNew(7).settings();
        int[] generated = Texts.generate(model, settings, word.get(0)).ids();
        assertTrue(generated.length >= 7);
        int[] all = joined(new int[] {word.get(0)}, generated);
        for (int i = 1; i < all.length; i++) {
            assertTrue(all[i - 1] != word.get(0) || all[i] != word.get(1));
            assertTrue(all[i] != 3);
        }
    }

    @Property(tries = 40)
    void logProbabilitiesAreTheModels(@ForAll long seed) {
        TableModel.Text model = TableModel.random(V, 64, 2, seed);
        Settings settings = sampled(seed).with().topLogProbabilities(3).settings();
        int[] prompt = {1, 2};
        Generated text = Texts.generate(model, settings, prompt);
        int[] all = joined(prompt, text.ids());
        float[] scores = Scores.logProbabilities(model, all);
        for (int i = 0; i < text.tokens().size(); i++) {
            GeneratedToken token = text.tokens().get(i);
            assertEquals(scores[prompt.length - 1 + i], token.logProbability(), 1e-6);
            assertEquals(3, token.top().size());
            int likeliest = Probabilities.likeliest(model.row(Arrays.copyOf(all, prompt.length + i)));
            assertEquals(likeliest, token.top().getFirst().id());
            assertTrue(token.top().getFirst().logProbability() >= token.logProbability());
        }
        assertEquals(text.logProbability() / text.ids().length, text.score(), 1e-6);
    }

    @Property(tries = 20)
    void forcedTokensComeFirstAndLast(@ForAll long seed) {
        TableModel.Text model = TableModel.random(V, 64, 2, seed);
        Settings settings = new Settings(
                new Strategy.Greedy(),
                OptionalInt.of(5),
                OptionalInt.empty(),
                5,
                0,
                List.of(0),
                OptionalInt.empty(),
                OptionalInt.of(8),
                List.of(9),
                List.of(),
                1,
                0,
                0,
                0,
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                0);
        int[] generated = Texts.generate(model, settings, 1).ids();
        assertEquals(5, generated.length);
        assertArrayEquals(new int[] {8, 9}, new int[] {generated[0], generated[4]});
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
