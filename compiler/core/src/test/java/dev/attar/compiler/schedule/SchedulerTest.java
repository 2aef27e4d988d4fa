package dev.attar.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.WeightBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What schedules do to the kernels of a real model. */
class SchedulerTest {
    static Stream<Named<Schedule>> schedules() {
        return ColumnsTest.schedules();
    }

    private static LoopProgram plain() throws IOException {
        var spec = Compiler.check(Corpus.source(Corpus.EXAMPLES.resolve("minilm-l6.attar")));
        return Compiler.lower(Compiler.fuse(Compiler.model(spec)), Storage.FP32);
    }

    private static Kernel kernel(LoopProgram program, Predicate<String> name) {
        return program.kernels().stream()
                .filter(k -> name.test(k.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Attention over T tokens must not need T x T floats: a tile's rows of the longest sequence there can be, and a cache line each. */
    @ParameterizedTest
    @MethodSource("schedules")
    void scoresOfAttentionTakeTheRowsOfATile(Schedule schedule) throws IOException {
        LoopProgram program = Scheduler.schedule(plain(), schedule);
        Kernel attention = kernel(program, n -> n.startsWith("attention"));
        Index scores = attention.scratch().stream()
                .filter(s -> s.buffer().name().equals("p"))
                .findFirst()
                .orElseThrow()
                .floats();
        int rows = schedule.tile().rows();
        assertEquals(Index.of(rows * (16 + program.inputs().axes().getFirst().most())), scores);
    }

    /** A context of a million tokens must not cost a short call megabytes. */
    @ParameterizedTest
    @MethodSource("schedules")
    void inAVeryLongContextTheyTakeWhatTheBatchNeeds(Schedule schedule) throws IOException {
        LoopProgram program = withContext(plain(), 1 << 20);
        Kernel attention = kernel(Scheduler.schedule(program, schedule), n -> n.startsWith("attention"));
        assertTrue(attention.scratch().stream()
                .map(Kernel.Scratch::floats)
                .anyMatch(Index.name(Sizes.LONGEST).times(schedule.tile().rows())::equals));
    }

    private static LoopProgram withContext(LoopProgram program, int context) {
        List<Entry> entries = program.entries().stream()
                .map(e -> {
                    List<Axis> axes = e.inputs().axes().stream()
                            .map(a -> new Axis(a.name(), a.rows(), a.longest(), a.starts(), context))
                            .toList();
                    return new Entry(
                            e.name(),
                            new Inputs(axes, e.inputs().inputs()),
                            e.steps(),
                            e.arenaFloats(),
                            e.scratchFloats(),
                            e.separable());
                })
                .toList();
        return program.with(program.kernels(), program.weights(), entries);
    }

    /** So plain code can answer while vectors are being compiled: every value lies in the same 16 columns, whatever the width. */
    @ParameterizedTest
    @MethodSource("schedules")
    void weightsLieInTheSamePlacesForEveryWidthButForHalvesOfPanels(Schedule schedule) throws IOException {
        int panel = schedule.lanes() == 8 ? 8 : 16;
        List<WeightBlock> expected = Scheduler.schedule(plain(), Schedule.LANES_16).weights().blocks().stream()
                .map(b -> b.layout() instanceof Layout.Product(int _, int rows, int columns, var element, int lanes)
                        ? b.withLayout(new Layout.Product(panel, rows, columns, element, lanes))
                        : b)
                .toList();
        LoopProgram program = Scheduler.schedule(plain(), schedule);
        assertEquals(expected, program.weights().blocks());
        assertTrue(program.weights().blocks().stream()
                .map(WeightBlock::layout)
                .anyMatch(Layout.Product.class::isInstance));
    }

    /** Reading them one by one is what makes plain code slow before it is compiled. */
    @Test
    void plainCodeReadsNoWeightsButThoseItHasFetched() throws IOException {
        for (Kernel kernel : Scheduler.schedule(plain(), Schedule.SCALAR).kernels()) {
            List<String> reads = new ArrayList<>();
            loads(kernel.body(), reads);
            assertEquals(List.of(), reads, kernel.name());
        }
    }

    @Test
    void productsOfAllShapesShareTheirPlainTiles() throws IOException {
        List<String> tiles = new ArrayList<>();
        for (Kernel kernel : Scheduler.schedule(plain(), Schedule.SCALAR).kernels()) {
            if (kernel.name().startsWith("linear")) routines(kernel.body(), tiles);
        }
        assertEquals(4, tiles.stream().filter("product3x4"::equals).count());
        assertEquals(4, tiles.stream().filter("product1x4"::equals).count());
    }

    /** What C2 has to guard in the inner loop costs registers and, for each tile, a copy of the first turn. */
    @Test
    void vectorTilesReadTheirWeightsThroughWindows() throws IOException {
        for (Schedule schedule : List.of(Schedule.LANES_16, Schedule.LANES_8, Schedule.LANES_4)) {
            Kernel product = kernel(Scheduler.schedule(plain(), schedule), n -> n.startsWith("linear384x1536"));
            List<Statement.TiledLoop> strips = new ArrayList<>();
            collect(product.body(), strips);
            for (Statement.Variant variant : strips.getFirst().variants())
                assertEquals(1, windows(variant.body()), schedule.name() + " " + variant.step());
        }
    }

    private static long windows(Statement statement) {
        return switch (statement) {
            case Statement.Window _ -> 1;
            case Statement.Block(List<Statement> all) ->
                all.stream().mapToLong(SchedulerTest::windows).sum();
            case Statement.For loop -> windows(loop.body());
            case Statement.Run(Routine routine) -> windows(routine.body());
            default -> 0;
        };
    }

    /** Row by row, each turn of a reduction waits for the one before. */
    @ParameterizedTest
    @MethodSource("schedules")
    void vectorsReduceTheRowsOfABlockSideBySide(Schedule schedule) throws IOException {
        Kernel attention = kernel(Scheduler.schedule(plain(), schedule), n -> n.startsWith("attention"));
        List<String> names = new ArrayList<>();
        routines(attention.body(), names);
        int rows = schedule.tile().rows();
        assertEquals(
                schedule.lanes() > 1,
                names.contains(attention.name() + "SoftmaxLargest" + rows)
                        && names.contains(attention.name() + "SoftmaxFromSum" + rows));
    }

    /** Panels times blocks of rows: many tasks for a short text as for a long one. */
    @ParameterizedTest
    @MethodSource("schedules")
    void productsAreSharedOutByPanelAndByRows(Schedule schedule) throws IOException {
        Kernel product = kernel(Scheduler.schedule(plain(), schedule), n -> n.startsWith("linear384x1536"));
        List<Statement.Axis> axes = ((Statement.Tasks) product.body()).axes();
        assertEquals(2, axes.size());
        assertEquals(
                List.of(Math.max(16, schedule.tile().width()), schedule.rowsPerTask()),
                axes.stream().map(Statement.Axis::stride).toList());
        assertEquals(Index.of(1536), axes.getFirst().to());
        assertEquals(Index.name(Sizes.TOKENS), axes.getLast().to());
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void aProductHasATileForEveryNumberOfRows(Schedule schedule) throws IOException {
        Kernel product = kernel(Scheduler.schedule(plain(), schedule), n -> n.startsWith("linear384x1536"));
        List<Integer> wanted = new ArrayList<>();
        for (int rows = schedule.tile().rows(); rows >= 1; rows--) wanted.add(rows);
        List<Statement.TiledLoop> found = new ArrayList<>();
        collect(product.body(), found);
        assertEquals(
                List.of(wanted),
                found.stream()
                        .map(s -> s.variants().stream()
                                .map(Statement.Variant::step)
                                .toList())
                        .toList());
    }

    @Test
    void aPlainProgramIsRefusedAsScheduled() throws IOException {
        LoopProgram plain = plain();
        assertThrows(IllegalStateException.class, () -> ScheduleVerifier.verify(plain));
    }

    @Test
    void anImpossibleScheduleCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new Tile(0, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new Schedule("odd", new Tile(1, 3, 1), 8, 8));
    }

    private static void collect(Statement statement, List<Statement.TiledLoop> found) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(s -> collect(s, found));
            case Statement.Tasks tasks -> collect(tasks.body(), found);
            case Statement.For loop -> collect(loop.body(), found);
            case Statement.RemainderLoop remainder -> remainder.variants().forEach(r -> collect(r.body(), found));
            case Statement.TiledLoop strips -> found.add(strips);
            case Statement.Run(Routine routine) -> collect(routine.body(), found);
            default -> {}
        }
    }

    /** The weights that are read where they lie. */
    private static void loads(Statement statement, List<String> found) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(s -> loads(s, found));
            case Statement.For loop -> loads(loop.body(), found);
            case Statement.RemainderLoop remainder -> remainder.variants().forEach(r -> loads(r.body(), found));
            case Statement.TiledLoop strips -> strips.variants().forEach(r -> loads(r.body(), found));
            case Statement.Tasks tasks -> loads(tasks.body(), found);
            case Statement.Run run -> loads(run.routine().body(), found);
            case Statement.Fetch _, Statement.Draw _ -> {}
            default ->
                Reads.of(statement).buffers().stream()
                        .filter(b -> b.space() == Space.WEIGHT)
                        .forEach(b -> found.add(b.name()));
        }
    }

    private static void routines(Statement statement, List<String> found) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(s -> routines(s, found));
            case Statement.For loop -> routines(loop.body(), found);
            case Statement.RemainderLoop remainder -> remainder.variants().forEach(r -> routines(r.body(), found));
            case Statement.Tasks tasks -> routines(tasks.body(), found);
            case Statement.TiledLoop strips -> strips.variants().forEach(r -> routines(r.body(), found));
            case Statement.Run run -> {
                found.add(run.routine().name());
                routines(run.routine().body(), found);
            }
            default -> {}
        }
    }
}
