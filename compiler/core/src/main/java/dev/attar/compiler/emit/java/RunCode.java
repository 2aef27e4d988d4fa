package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.emit.StepNumbers;
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
        if (FusedRowsCode.bands(program).findAny().isPresent()) run.addStatement("int blocks = blocks(T, worker.members())");
        int output = 0;
        for (int i = 0; i < program.steps().size(); i++) {
            boolean last = i >= program.steps().size() - 2;
            switch (program.steps().get(i)) {
                case Step.Work work -> work(run, work, numbers, last);
                case Step.Layers(int count, long layerFloats, List<Step.Work> inner) -> {
                    run.beginControlFlow("for (int layer = 0; layer < $L; layer++)", count);
                    run.addStatement("long at = layer * $LL", layerFloats);
                    inner.forEach(d -> work(run, d, numbers, false));
                    run.endControlFlow();
                }
                case Step.OutputReady _ -> {
                    if (i < program.steps().size() - 1) run.addStatement("if (frame.output() == $L) return", output);
                    output++;
                }
            }
        }
        return run.build();
    }

    private static void work(MethodSpec.Builder run, Step.Work work, StepNumbers numbers, boolean last) {
        switch (work) {
            case Step.Call call -> call(run, call, numbers, last);
            case Step.FusedRows band -> {
                run.beginControlFlow("if (blocks > 0)");
                run.addStatement(
                        "$L(frame, worker, blocks$L)",
                        FusedRowsCode.name(band, numbers),
                        FusedRowsCode.isPerLayer(band) ? ", at" : "");
                if (!last) run.addStatement("worker.barrier()");
                run.nextControlFlow("else");
                List<Step.Call> calls = band.calls();
                for (Step.Call call : calls) call(run, call, numbers, last && call == calls.getLast());
                run.endControlFlow();
            }
        }
    }

    private static void call(MethodSpec.Builder run, Step.Call call, StepNumbers numbers, boolean last) {
        List<CodeBlock> arguments = new ArrayList<>(List.of(CodeBlock.of("frame"), CodeBlock.of("worker")));
        for (Place place : call.places()) arguments.add(PlaceCode.of(place));
        run.addComment("$L  $L", numbers.of(call), call.comment());
        run.addStatement("$L($L)", call.kernel(), CodeBlock.join(arguments, ",$W"));
        if (!last) run.addStatement("worker.barrier()");
    }
}
