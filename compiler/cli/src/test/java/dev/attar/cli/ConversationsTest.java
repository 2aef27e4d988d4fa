package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.generate.Conversation;
import dev.attar.runtime.generate.Generated;
import dev.attar.runtime.generate.Limits;
import dev.attar.runtime.generate.Scheduler;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conversations that join, leave and are cancelled at random, on a model that keeps keys and values: each has the tokens and the
 * log-probabilities, to the last bit, that it has alone on a model that computes everything anew. And what is held in memory between rounds
 * does not grow. A few rounds in the ordinary build; {@code -Dattar.soak=600} goes on for ten minutes.
 */
class ConversationsTest {
    private static final int ROUNDS = 6;
    private static final int ROUNDS_BEFORE = 3; // until everything is loaded that there is
    private static final long SECONDS = Long.getLong("attar.soak", 0);
    private static final int VOCABULARY = 61;
    private static final String SPEC = """
        model Tiny {
            vocabulary 61   context 40   width 16
            embedding { positions none }
            decoder depth 2 {
                attention   { heads 4   groups 2   positions rotary }
                feedforward { width 32   activation silu   gated }
                residual    { norm rms   order pre }
                norm rms
            }
            head generate { }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void eachIsAsItIsAlone() throws Exception {
        Source source = Source.of("tiny.attar", SPEC);
        Path spec = Files.writeString(folder.resolve("tiny.attar"), SPEC);
        Path file = folder.resolve("tiny.safetensors");
        Ran.attar("init", spec, "--seed", 5, "-o", file).done();
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR))));
        try (Weights weights = Weights.open(file);
                Session session = Session.open(
                        classes.program(Width.SCALAR),
                        weights,
                        Options.defaults().withThreads(2))) {
            LanguageModel keeping = Decoders.languageModel(session);
            LanguageModel whole = Decoders.wholeLanguageModel(session);
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            long before = 0;
            int round = 0;
            for (; round < ROUNDS || SECONDS > 0 && System.nanoTime() - end < 0; round++) {
                before = round == ROUNDS_BEFORE ? heap() : before;
                Limits limits = new Limits(5, Long.MAX_VALUE, 1 + round % 7, Limits.WhenFull.WAIT);
                try (Scheduler scheduler = new Scheduler(keeping, Optional.empty(), limits, Optional.of(keeping))) {
                    side(scheduler, whole, new Random(round));
                }
            }
            long after = heap();
            String both = round + " rounds of 8 conversations: " + before + " bytes of the heap, then " + after;
            System.out.println("soak: " + both);
            assertTrue(after <= before + (2 << 20), both);
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private record Asked(int[] prompt, Settings settings, Conversation text) {}

    private static void side(Scheduler scheduler, LanguageModel whole, Random random) {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int[] prompt = random.ints(1 + random.nextInt(12), 0, VOCABULARY).toArray();
            Settings settings = settings(random);
            asked.add(new Asked(prompt, settings, scheduler.submit(prompt, settings)));
            if (random.nextBoolean()) {
                asked.getFirst().text.hasNext(); // steps for those that are there
            }
            if (random.nextInt(4) == 0) {
                asked.get(random.nextInt(asked.size())).text.cancel();
            }
        }
        for (Asked one : asked) {
            List<Generated> got = one.text.results();
            List<Generated> alone = alone(whole, one);
            switch (got.getFirst().finish()) {
                case CANCELLED -> {
                    if (!(one.settings.strategy() instanceof Strategy.Beams)) {
                        int length = got.getFirst().tokens().size();
                        assertEquals(
                                alone.getFirst().tokens().subList(0, length),
                                got.getFirst().tokens());
                    }
                }
                default -> assertEquals(alone, got);
            }
            one.text.close();
        }
    }

    private static List<Generated> alone(LanguageModel whole, Asked one) {
        try (Scheduler scheduler = Scheduler.of(whole, Optional.empty());
                Conversation text = scheduler.submit(
                        one.prompt, one.settings.with().guesses(0).settings())) {
            return text.results();
        }
    }

    private static Settings settings(Random random) {
        Strategy strategy = List.of(
                        new Strategy.Greedy(),
                        Strategy.Sampling.of(random.nextLong()),
                        new Strategy.Beams(3, 2, 1, Strategy.EarlyStopping.WHEN_UNLIKELY))
                .get(random.nextInt(3));
        return Settings.defaults()
                .with()
                .strategy(strategy)
                .endTokens(List.of(0))
                .mostNew(1 + random.nextInt(16))
                .guesses(random.nextInt(3))
                .settings();
    }
}
