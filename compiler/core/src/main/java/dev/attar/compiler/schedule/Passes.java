package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopPrinter;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.lower.LoopVerifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The passes of a schedule, in order. Between any two the program is verified. */
final class Passes {
    private final List<Pass> all;

    Passes(List<Pass> all) {
        this.all = List.copyOf(all);
    }

    LoopProgram apply(LoopProgram program) {
        LoopProgram changed = program;
        for (Pass pass : all) changed = apply(pass, changed);
        return ScheduleVerifier.verify(changed);
    }

    private static LoopProgram apply(Pass pass, LoopProgram program) {
        try {
            return LoopVerifier.verify(pass.change().apply(program));
        } catch (IllegalStateException broken) {
            throw new IllegalStateException("pass " + pass.name() + ": " + broken.getMessage(), broken);
        }
    }

    /** The program as each pass leaves it, as text, by the pass's name. */
    Map<String, String> trace(LoopProgram program) {
        Map<String, String> texts = new LinkedHashMap<>();
        LoopProgram changed = program;
        for (Pass pass : all) {
            changed = apply(pass, changed);
            texts.put(pass.name(), LoopPrinter.print(changed));
        }
        return texts;
    }

    /** A pass that changes kernels one by one. */
    static Pass ofKernels(String name, String reason, UnaryOperator<Kernel> change) {
        return new Pass(
                name,
                reason,
                program -> program.with(
                        program.kernels().stream().map(change).toList(), program.weights(), program.entries()));
    }
}
