package dev.attar.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Layout;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Statement;
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
        return Compiler.lower(Compiler.fuse(Compiler.model(spec)));
    }

    private static Kernel kernel(LoopProgram program, Predicate<String> name) {
        return program.kernels().stream()
                .filter(k -> name.test(k.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Attention over T tokens must not need T x T floats. */
    @ParameterizedTest
    @MethodSource("schedules")
    void scratchMemoryOfAttentionGrowsWithTheSequenceNotWithItsSquare(Schedule schedule) throws IOException {
        Kernel attention = kernel(Scheduler.schedule(plain(), schedule), n -> n.startsWith("attention"));
        Index scores = attention.scratch().stream()
                .filter(s -> s.buffer().name().equals("p"))
                .findFirst()
                .orElseThrow()
                .floats();
        assertEquals(Index.name(Sizes.LONGEST).times(schedule.tile().rows()), scores);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void weightsOfProductsLieInPanelsAsWideAsTheTile(Schedule schedule) throws IOException {
        LoopProgram program = Scheduler.schedule(plain(), schedule);
        List<Layout.Product> products = program.weights().stream()
                .map(LoopProgram.WeightBlock::layout)
                .filter(Layout.Product.class::isInstance)
                .map(Layout.Product.class::cast)
                .toList();
        assertEquals(4, products.size());
        for (Layout.Product product : products) assertEquals(schedule.tile().width(), product.width());
    }

    /** Panels times blocks of rows: many tasks for a short text as for a long one. */
    @ParameterizedTest
    @MethodSource("schedules")
    void productsAreSharedOutByPanelAndByRows(Schedule schedule) throws IOException {
        Kernel product = kernel(Scheduler.schedule(plain(), schedule), n -> n.startsWith("linear384x1536"));
        List<Statement.Axis> axes = ((Statement.Tasks) product.body()).axes();
        assertEquals(2, axes.size());
        assertEquals(
                List.of(schedule.tile().width(), schedule.rowsPerTask()),
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
        List<Statement.Strips> found = new ArrayList<>();
        collect(product.body(), found);
        assertEquals(
                List.of(wanted),
                found.stream()
                        .map(s -> s.rungs().stream().map(Statement.Rung::step).toList())
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

    private static void collect(Statement statement, List<Statement.Strips> found) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(s -> collect(s, found));
            case Statement.Tasks tasks -> collect(tasks.body(), found);
            case Statement.For loop -> collect(loop.body(), found);
            case Statement.Ladder ladder -> ladder.rungs().forEach(r -> collect(r.body(), found));
            case Statement.Strips strips -> found.add(strips);
            case Statement.Run(Routine routine) -> collect(routine.body(), found);
            default -> {}
        }
    }
}
