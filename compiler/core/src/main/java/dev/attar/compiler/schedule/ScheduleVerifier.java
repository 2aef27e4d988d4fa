package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Statement;

/**
 * What a scheduled program must fulfil: the work of each kernel is shared out by tasks, outermost and once; no reduction and no
 * phase is left; scratch memory grows at most linearly with the longest sequence.
 */
final class ScheduleVerifier {
    private ScheduleVerifier() {}

    static LoopProgram verify(LoopProgram program) {
        for (Kernel kernel :
                program.kernels().stream().flatMap(k -> k.sizes().stream()).toList()) {
            require(kernel.body() instanceof Statement.Tasks, kernel.name() + " is not shared out by tasks");
            inside(kernel, ((Statement.Tasks) kernel.body()).body());
            for (Kernel.Scratch scratch : kernel.scratch()) linear(kernel, scratch.floats());
        }
        return program;
    }

    /** Of one name at most, and never of a product of names. */
    private static void linear(Kernel kernel, Index floats) {
        boolean linear = floats.terms().keySet().stream()
                .allMatch(product -> product.size() == 1 && product.getFirst() instanceof Index.Atom.Name);
        require(linear, "scratch of " + kernel.name() + " is not linear in the longest sequences: " + floats);
    }

    private static void inside(Kernel kernel, Statement statement) {
        statement.all().forEach(s -> {
            switch (s) {
                case Statement.For f ->
                    require(f.order() != Statement.Order.TASKS, "tasks inside of tasks in " + kernel.name());
                case Statement.Tasks _ -> require(false, "tasks inside of tasks in " + kernel.name());
                case Statement.Reduce r -> require(false, "reduction " + r.name() + " left in " + kernel.name());
                case Statement.Phase p -> require(false, "phase " + p.name() + " left in " + kernel.name());
                case Statement.CooperativeFor loop ->
                    require(!Barriers.isIn(loop.body()), "items that may leave each other wait in " + kernel.name());
                default -> {} // allowed anywhere
            }
        });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException("scheduled loops: " + otherwise);
    }
}
