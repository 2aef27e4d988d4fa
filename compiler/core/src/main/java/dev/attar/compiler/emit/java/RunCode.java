package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Place;
import dev.attar.compiler.loops.LoopProgram.Step;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The method that goes through all steps. */
final class RunCode {
    private RunCode() {}

    /** @param numbers for the comments */
    static MethodSpec of(LoopProgram program, StepNumbers numbers) {
        MethodSpec.Builder run = MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(Names.FRAME, "frame")
                .addParameter(Names.WORKER, "worker")
                .addStatement("int T = frame.tokens()");
        int output = 0;
        for (int i = 0; i < program.steps().size(); i++) {
            boolean last = i >= program.steps().size() - 2;
            switch (program.steps().get(i)) {
                case Step.Call call -> call(run, call, numbers, last);
                case Step.Layers(int count, long layerFloats, List<Step.Call> calls) -> {
                    run.beginControlFlow("for (int layer = 0; layer < $L; layer++)", count);
                    run.addStatement("long at = layer * $LL", layerFloats);
                    calls.forEach(c -> call(run, c, numbers, false));
                    run.endControlFlow();
                }
                case Step.Reached _ -> {
                    if (i < program.steps().size() - 1) run.addStatement("if (frame.output() == $L) return", output);
                    output++;
                }
            }
        }
        return run.build();
    }

    private static void call(MethodSpec.Builder run, Step.Call call, StepNumbers numbers, boolean last) {
        List<CodeBlock> arguments = new ArrayList<>(List.of(CodeBlock.of("frame"), CodeBlock.of("worker")));
        for (Place place : call.places()) arguments.add(place(place));
        run.addComment("$L  $L", numbers.of(call), call.comment());
        run.addStatement("$L($L)", call.kernel(), CodeBlock.join(arguments, ",$W"));
        if (!last) run.addStatement("worker.barrier()");
    }

    private static CodeBlock place(Place place) {
        return switch (place) {
            case Place.Arena(String _, long before, int column) -> {
                CodeBlock begin = before == 0 ? CodeBlock.of("0") : CodeBlock.of("$L * T", before);
                if (column == 0) yield begin;
                yield before == 0 ? CodeBlock.of("$L", column) : CodeBlock.of("$L + $L", begin, column);
            }
            case Place.Weights(String _, long offset, Element element, boolean perLayer) -> {
                int each = element.perFloat(); // offsets are in floats, a kernel counts in elements
                CodeBlock begin = CodeBlock.of("$LL", each * offset);
                if (!perLayer) yield begin;
                yield each == 1 ? CodeBlock.of("$L + at", begin) : CodeBlock.of("$L + $L * at", begin, each);
            }
        };
    }
}
