package dev.attar.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.generate.GenerationException.Reason;
import dev.attar.runtime.generate.Limits.WhenFull;
import dev.attar.runtime.generate.Strategy.Beams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many texts at once: who joins, who leaves, and who is refused. */
class SchedulerTest {
    private static final int V = 9;
    private static final Settings TEN = Settings.defaults().with().mostNew(10).settings();

    private final TableModel.Text model = TableModel.random(V, 64, 2, 1);

    private Scheduler scheduler(Limits limits) {
        return new Scheduler(model, Optional.empty(), limits, Optional.empty());
    }

    @Test
    void textsShareSteps() {
        try (Scheduler scheduler = scheduler(Limits.defaults())) {
            List<Conversation> texts = IntStream.range(0, 8)
                    .mapToObj(i -> scheduler.submit(new int[] {i}, TEN))
                    .toList();
            texts.getFirst().result();
            assertEquals(10, model.steps, "ten steps for eight texts of ten tokens");
            texts.forEach(Conversation::result);
            assertEquals(10, model.steps);
        }
    }

    @Test
    void textsJoinAndLeaveBetweenSteps() {
        try (Scheduler scheduler = scheduler(Limits.defaults())) {
            Conversation first = scheduler.submit(new int[] {1}, TEN);
            first.next();
            Conversation second = scheduler.submit(new int[] {2}, TEN);
            first.next();
            first.cancel();
            assertEquals(Texts.generate(model, TEN, 2), second.result());
            assertEquals(2, first.result().tokens().size(), "it ended before its third step");
            assertEquals(Finish.CANCELLED, first.result().finish());
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    @Test
    void aTextWithoutTimeEndsWithinAStep() throws Exception {
        try (Scheduler scheduler = scheduler(Limits.defaults())) {
            Conversation text = scheduler.submit(
                    new int[] {1}, TEN.with().time(Duration.ofNanos(1)).settings());
            Thread.sleep(1);
            assertEquals(Finish.DEADLINE, text.result().finish());
            assertEquals(0, model.steps);
        }
    }

    @Test
    void anEndTokenAndTheContextEndATextToo() {
        Settings settings = Settings.defaults().with().endTokens(List.of(3)).settings();
        TableModel.Text saying = TableModel.saying(V, 2, 5, 4, 3, 7);
        assertEquals("5 4 3", Texts.words(Texts.generate(saying, settings, 1, 1).ids()));
        Generated full = Texts.generate(saying, Settings.defaults(), 1, 1);
        assertEquals(Finish.CONTEXT, full.finish());
        assertEquals(saying.context() + 1, 2 + full.ids().length, "the last token need not be read");
        Settings length = Settings.defaults().with().mostLength(5).settings();
        assertEquals(3, Texts.generate(saying, length, 1, 1).ids().length);
        assertEquals(Finish.LENGTH, Texts.generate(saying, length, 1, 1).finish());
    }

    @Test
    void whatNeedsTooMuchMemoryIsRefusedWithFigures() {
        model.bytesPerToken = 100;
        try (Scheduler scheduler = scheduler(Limits.defaults().withMostBytes(1100))) {
            GenerationException refused =
                    assertThrows(GenerationException.class, () -> scheduler.submit(new int[] {1, 2}, TEN));
            assertEquals(Reason.MEMORY, refused.reason());
            assertTrue(refused.getMessage().contains("1200 bytes"), refused.getMessage());
            assertTrue(refused.getMessage().contains("1100"), refused.getMessage());
            scheduler.submit(new int[] {1}, TEN);
            Settings beams = TEN.with().strategy(Beams.of(2)).settings();
            assertThrows(GenerationException.class, () -> scheduler.submit(new int[] {1}, beams));
        }
    }

    @Test
    void whoFindsNoRoomWaitsOrIsRefused() {
        model.bytesPerToken = 100;
        Limits limits = Limits.defaults().withMostBytes(2500);
        try (Scheduler waits = scheduler(limits)) {
            List<Conversation> texts = IntStream.range(0, 5)
                    .mapToObj(i -> waits.submit(new int[] {i}, TEN))
                    .toList();
            for (int i = 0; i < 5; i++) {
                assertEquals(Texts.generate(model, TEN, i), texts.get(i).result());
            }
        }
        try (Scheduler refuses = scheduler(limits.withWhenFull(WhenFull.REFUSE))) {
            Conversation first = refuses.submit(new int[] {1}, TEN);
            Conversation second = refuses.submit(new int[] {2}, TEN);
            GenerationException busy =
                    assertThrows(GenerationException.class, () -> refuses.submit(new int[] {3}, TEN));
            assertEquals(Reason.BUSY, busy.reason());
            first.close();
            Conversation third = refuses.submit(new int[] {3}, TEN);
            assertEquals(Texts.generate(model, TEN, 3), third.result());
            assertEquals(Texts.generate(model, TEN, 2), second.result());
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    @Test
    void whatTheModelCannotTakeIsRefused() {
        try (Scheduler scheduler = scheduler(Limits.defaults())) {
            assertEquals(Reason.EMPTY, reason(() -> scheduler.submit(new int[0], TEN)));
            Settings start = TEN.with().startToken(4).settings();
            assertEquals(
                    Texts.generate(model, TEN, 4),
                    scheduler.submit(new int[0], start).result(),
                    "an empty prompt is the start token");
            assertEquals(Reason.TOKEN, reason(() -> scheduler.submit(new int[] {1, V}, TEN)));
            assertEquals(Reason.TOO_LONG, reason(() -> scheduler.submit(new int[65], TEN)));
            assertEquals(Reason.SETTINGS, reason(() -> scheduler.submitSource(new int[] {1}, TEN)));
            Settings foreign = TEN.with().endTokens(List.of(V)).settings();
            assertEquals(Reason.SETTINGS, reason(() -> scheduler.submit(new int[] {1}, foreign)));
            List<List<Integer>> all = IntStream.range(0, V).mapToObj(List::of).toList();
            Settings nothing = TEN.with().forbidden(all).settings();
            Conversation stuck = scheduler.submit(new int[] {1}, nothing);
            Conversation beside = scheduler.submit(new int[] {1}, TEN);
            assertEquals(Reason.NO_TOKEN, reason(stuck::result));
            assertEquals(10, beside.result().ids().length, "others go on");
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    @Test
    void aHookThatFailsEndsItsTextAlone() {
        try (Scheduler scheduler = scheduler(Limits.defaults())) {
            Settings failing = TEN.with()
                    .hook((tokens, scores) -> {
                        if (tokens.generated() == 2) {
                            throw new IllegalStateException("mine");
                        }
                    })
                    .settings();
            Conversation broken = scheduler.submit(new int[] {1}, failing);
            Conversation beside = scheduler.submit(new int[] {2}, TEN);
            assertEquals(Texts.generate(model, TEN, 2), beside.result());
            broken.next();
            broken.next();
            assertEquals(
                    "mine",
                    assertThrows(IllegalStateException.class, broken::result).getMessage());
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    @Test
    void aVeryLongTimeIsNoDeadline() {
        Settings forever = TEN.with().time(Duration.ofSeconds(Long.MAX_VALUE)).settings();
        assertEquals(Finish.LENGTH, Texts.generate(model, forever, 1).finish());
    }

    private static Reason reason(Runnable call) {
        return assertThrows(GenerationException.class, call::run).reason();
    }

    @Test
    void settingsThatExcludeEachOtherAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Beams(2, 3, 1, Strategy.EarlyStopping.WHEN_FULL));
        assertThrows(
                IllegalArgumentException.class,
                () -> TEN.with().strategy(Beams.of(2)).stopTexts(List.of("a")).settings());
        assertThrows(IllegalArgumentException.class, () -> TEN.with().mostNew(0).settings());
        assertThrows(
                IllegalArgumentException.class,
                () -> TEN.with().stopTexts(List.of("")).settings());
    }

    @Test
    void aClosedSchedulerEndsItsTexts() {
        Scheduler scheduler = scheduler(Limits.defaults());
        Conversation text = scheduler.submit(new int[] {1}, TEN);
        text.next();
        scheduler.close();
        assertEquals(Finish.CANCELLED, text.result().finish());
        assertThrows(IllegalStateException.class, () -> scheduler.submit(new int[] {1}, TEN));
        assertEquals(0, model.open, "every sequence is closed");
    }

    /** Threads that each wait for texts of their own, started and cancelled at random. */
    @Test
    void manyThreadsGetTheTextsThatTheyWouldGetAlone() throws Exception {
        try (Scheduler scheduler = scheduler(Limits.defaults().withMostTexts(3));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(i);
                work.add(() -> {
                    for (int round = 0; round < 20; round++) {
                        some(scheduler, random);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        assertEquals(0, model.open, "every sequence is closed");
    }

    private static void some(Scheduler scheduler, Random random) {
        int[] prompt = random.ints(1 + random.nextInt(5), 0, V).toArray();
        Settings settings =
                TEN.with().strategy(Strategy.Sampling.of(random.nextInt())).settings();
        try (Conversation text = scheduler.submit(prompt, settings)) {
            Generated alone = Texts.generate(TableModel.random(V, 64, 2, 1), settings, prompt);
            if (random.nextInt(3) == 0) {
                text.next();
                text.cancel();
                Generated part = text.result();
                assertEquals(alone.tokens().subList(0, part.tokens().size()), part.tokens());
            } else {
                assertEquals(alone, text.result());
            }
        }
    }
}
