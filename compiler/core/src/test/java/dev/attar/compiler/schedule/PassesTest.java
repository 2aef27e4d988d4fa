package dev.attar.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.StageText;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.loops.LoopPrinter;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of passes: each can be seen, the last one leaves what the scheduler returns. */
class PassesTest {
    private static LoopProgram plain() throws IOException {
        return Compiler.lower(Compiler.fuse(Trial.sentence(1, 1).model()), Storage.FP32);
    }

    @Test
    void theLastPassLeavesTheScheduledProgram() throws IOException {
        Map<String, String> trace = Scheduler.trace(plain(), Schedule.LANES_8);
        assertEquals(List.of("products", "sequences", "rows", "panels", "scratch"), List.copyOf(trace.keySet()));
        assertEquals(LoopPrinter.print(Scheduler.schedule(plain(), Schedule.LANES_8)), trace.get("scratch"));
        Map<String, String> group = GroupScheduler.trace(plain(), GroupSchedule.OPENCL_GPU);
        assertEquals(
                LoopPrinter.print(GroupScheduler.schedule(plain(), GroupSchedule.OPENCL_GPU)), group.get("scratch"));
    }

    @Test
    void anyPassOfAnyScheduleCanBeShown() throws IOException {
        Source source = Corpus.source(Corpus.ROOT.resolve("compiler/core/src/test/golden/post-norm-embed/model.attar"));
        CompileOptions options = CompileOptions.defaults();
        assertTrue(StageText.after(source, StageText.LOWERED, options).contains("entry forward"));
        assertTrue(StageText.after(source, "fetches", options).contains("// java-scalar"), "plain code alone fetches");
        assertFalse(StageText.after(source, "fetches", options).contains("// java-vector/512"));
        assertTrue(StageText.after(source, "products", options.withOpenCl()).contains("// opencl-gpu"));
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> StageText.after(source, "tiles", options));
        assertTrue(unknown.getMessage().contains("expected one of lowered, products"), unknown.getMessage());
    }

    /** A pass that leaves a broken program is named. */
    @Test
    void aProgramIsVerifiedAfterEachPass() throws IOException {
        LoopProgram plain = plain();
        Pass doubling = new Pass("doubling", "", p -> {
            List<dev.attar.compiler.loops.Kernel> twice = new java.util.ArrayList<>(p.kernels());
            twice.addAll(p.kernels());
            return p.with(twice, p.weights(), p.entries());
        });
        IllegalStateException broken =
                assertThrows(IllegalStateException.class, () -> new Passes(List.of(doubling)).apply(plain));
        assertTrue(broken.getMessage().startsWith("pass doubling: loop IR: two kernels"), broken.getMessage());
    }
}
