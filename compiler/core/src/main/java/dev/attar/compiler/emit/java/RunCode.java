package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.attar.compiler.emit.LayerOffsets;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.emit.PlaceCode;
import dev.attar.compiler.emit.StepNumbers;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The methods that go through all steps of an entry point, and the one that chooses among them. */
final class RunCode {
    private final Entry entry;
    private final StepNumbers numbers;
    private final MethodSpec.Builder run;
    private final Set<String> tellsLayer = new HashSet<>();
    private boolean inLayers;

    private RunCode(Entry entry, StepNumbers numbers) {
        this.entry = entry;
        this.numbers = numbers;
        this.run = FunctionCode.method(entry.name())
                .addJavadoc("All steps of the entry point $L.\n", entry.name())
                .addParameter(Names.FRAME, "frame")
                .addParameter(Names.WORKER, "worker");
    }

    /** {@code run}, which the runtime calls. */
    static MethodSpec dispatch(LoopProgram program) {
        MethodSpec.Builder run = MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(Names.FRAME, "frame")
                .addParameter(Names.WORKER, "worker");
        List<Entry> entries = program.entries();
        if (entries.size() == 1)
            return run.addStatement("$N(frame, worker)", entries.getFirst().name())
                    .build();
        run.beginControlFlow("switch (frame.entry())");
        for (int i = 0; i < entries.size(); i++)
            run.addStatement("case $L -> $N(frame, worker)", i, entries.get(i).name());
        run.addStatement(
                "default -> throw new $T($S + frame.entry())", IllegalArgumentException.class, "no entry point ");
        return run.endControlFlow().build();
    }

    /** @param numbers for the comments */
    static MethodSpec of(LoopProgram program, Entry entry, StepNumbers numbers) {
        return new RunCode(entry, numbers).method(program);
    }

    private MethodSpec method(LoopProgram program) {
        for (Kernel kernel : program.kernels())
            if (Reads.of(kernel.body()).freeIndices().contains(Sizes.LAYER)) tellsLayer.add(kernel.name());
        Set<String> names = new HashSet<>();
        entry.calls().flatMap(c -> c.places().stream()).forEach(p -> names.addAll(PlaceCode.sizes(p)));
        boolean fused = FusedRowsCode.of(entry).findAny().isPresent();
        if (fused) names.add(Sizes.TOKENS);
        SizeCode.sizes(run, program.inputs(), names);
        if (fused) run.addStatement("int blocks = blocks(T, worker.members())");
        int output = 0;
        for (int i = 0; i < entry.steps().size(); i++) {
            boolean last = i >= lastWork();
            switch (entry.steps().get(i)) {
                case Step.Work work -> work(work, LayerOffsets.of(List.of()), last);
                case Step.PerLayerSteps steps -> layers(steps);
                case Step.OutputReady _ -> {
                    if (i < entry.steps().size() - 1) run.addStatement("if (frame.output() == $L) return", output);
                    output++;
                }
            }
        }
        return run.build();
    }

    /** After the last work nobody waits. */
    private int lastWork() {
        int i = entry.steps().size() - 1;
        while (i >= 0 && entry.steps().get(i) instanceof Step.OutputReady) i--;
        return i;
    }

    private void layers(Step.PerLayerSteps steps) {
        run.beginControlFlow("$L", LayerOffsets.loop(steps.layers()));
        List<Step.Call> here = steps.calls(); // fused rows that are shared out call by call need them too
        LayerOffsets offsets = LayerOffsets.of(here);
        offsets.declare(run, "int");
        inLayers = true;
        steps.steps().forEach(w -> work(w, offsets, false));
        inLayers = false;
        run.endControlFlow();
    }

    private void work(Step.Work work, LayerOffsets offsets, boolean last) {
        switch (work) {
            case Step.Call call -> call(call, offsets, last);
            case Step.FusedRows fused -> {
                run.beginControlFlow("if (blocks > 0)");
                run.addStatement(
                        "$L(frame, worker, blocks$L)",
                        FusedRowsCode.name(entry, fused, numbers),
                        FusedRowsCode.isPerLayer(fused) ? ", layer" : "");
                if (!last) run.addStatement("worker.barrier()");
                run.nextControlFlow("else");
                List<Step.Call> calls = fused.calls();
                for (Step.Call call : calls) call(call, offsets, last && call == calls.getLast());
                run.endControlFlow();
            }
        }
    }

    private void call(Step.Call call, LayerOffsets offsets, boolean last) {
        List<CodeBlock> arguments = new ArrayList<>(List.of(CodeBlock.of("frame"), CodeBlock.of("worker")));
        for (Place place : call.places()) arguments.add(PlaceCode.of(place, offsets));
        if (tellsLayer.contains(call.kernel())) arguments.add(CodeBlock.of("$L", inLayers ? Sizes.LAYER : "0"));
        run.addComment("$L  $L", numbers.of(call), call.comment());
        run.addStatement("$L($L)", call.kernel(), CodeBlock.join(arguments, ",$W"));
        if (!last) run.addStatement("worker.barrier()");
    }
}
