package dev.attar.examples.kernels;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.ExecutedStep;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The model that is measured, compiled for this machine.
 *
 * @param executed the steps of a call for the last output, in order
 */
record Model(ModelSpec spec, LoopProgram loops, List<ExecutedStep> executed, int output) {
    /** The system property that holds the path of the spec. */
    static final String SPEC = "spec";

    static Model open() {
        Source source = source();
        ModelSpec spec = Compiler.check(source);
        LoopProgram loops = Compiler.loops(spec, width(), Storage.FP32);
        Entry forward = loops.entry("forward");
        int output = forward.outputs().size() - 1;
        return new Model(spec, loops, ExecutedStep.upTo(forward, output), output);
    }

    Program program() {
        return GeneratedClasses.compile(Compiler.compile(
                        spec, Origin.of(source()), CompileOptions.defaults().withWidths(EnumSet.of(width()))))
                .program(width());
    }

    private static Source source() {
        return Source.of(Path.of(System.getProperty(SPEC)));
    }

    private static Width width() {
        return WidthChoice.of(Options.defaults()).width();
    }

    Weights weights() {
        RandomWeights random = RandomWeights.of(Compiler.model(spec), 1);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        random.shapes()
                .forEach((name, shape) -> tensors.put(
                        name,
                        new FloatTensor(shape.stream().map(Integer::longValue).toList(), random.values(name))));
        return Weights.of(tensors);
    }

    /** One sequence of random token ids, always the same ones. */
    int[] ids(int tokens) {
        return new Random(1).ints(tokens, 0, spec.vocabulary()).toArray();
    }

    /** Floating-point operations of a step, in all layers together. */
    long flops(String step, int tokens) {
        return executed.stream()
                .filter(e -> e.number().equals(step))
                .mapToLong(e -> e.call().cost().flops(new int[] {tokens}))
                .sum();
    }

    /** Floating-point operations of a call. */
    long flops(int tokens) {
        return executed.stream()
                .mapToLong(e -> e.call().cost().flops(new int[] {tokens}))
                .sum();
    }
}
