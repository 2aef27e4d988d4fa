package dev.attar.cli.train;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.run.ReferenceTrainer;
import dev.attar.compiler.run.StartWeights;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Options;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What computes: generated code, or the reference. */
public final class ComputeOptions {
    /** What computes. */
    enum Target {
        JAVA,
        SCALAR,
        REFERENCE
    }

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            converter = TargetNamed.class,
            description = "java (the Vector API, the default), scalar (plain Java, the same bits), or reference (double"
                    + " precision, slow, what others are held against).")
    Target target = Target.JAVA;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The most threads to work on; the bits do not depend on it. Default: the processors of this"
                    + " process.")
    Integer threads;

    // For tests of one width on a machine of another; the machine's own is right for everybody else.
    @Option(names = "--lanes", hidden = true)
    Integer lanes;

    /** What the bits depend on: not the target, and not the threads, of generated code. */
    public String described() {
        return target == Target.REFERENCE ? "the reference" : "generated code";
    }

    /** Makes the model that learns. */
    public TrainableModel model(
            Source source, ModelSpec spec, ModelGraph graph, Training training, StartWeights start) {
        if (target == Target.REFERENCE) {
            return new ReferenceTrainer(graph, training, start.values()::get);
        }
        Options options = options();
        CompileOptions compiled =
                CompileOptions.defaults().withWidths(EnumSet.of(width(options))).withTraining(training);
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(spec, Origin.of(source), compiled));
        Map<String, FloatTensor> tensors = new HashMap<>();
        start.shapes()
                .forEach((name, shape) ->
                        tensors.put(name, new FloatTensor(shape, start.values().get(name))));
        try (Weights weights = Weights.of(tensors)) {
            return classes.trainable(weights, options);
        }
    }

    private Options options() {
        if (threads != null && (threads < 1 || threads > Options.MOST_THREADS)) {
            throw Choice.refused("--threads " + threads, "give 1 to " + Options.MOST_THREADS);
        }
        Options options =
                threads == null ? Options.defaults() : Options.defaults().withThreads(threads);
        if (target == Target.SCALAR) {
            return options.withWidth(Width.SCALAR);
        }
        return lanes == null
                ? options
                : options.withWidth(Width.named(Integer.toString(lanes))
                        .orElseThrow(() -> Choice.refused("--lanes " + lanes, "give 16, 8 or 4")));
    }

    private static Width width(Options options) {
        try {
            return WidthChoice.of(options).width();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw Choice.refused(e.getMessage(), "--target scalar needs no vectors");
        }
    }

    static final class TargetNamed implements ITypeConverter<Target> {
        @Override
        public Target convert(String word) {
            return switch (word) {
                case "java" -> Target.JAVA;
                case "scalar" -> Target.SCALAR;
                case "reference" -> Target.REFERENCE;
                default ->
                    throw new TypeConversionException("unknown target '" + word + "'; expected one of "
                            + String.join(", ", List.of("java", "scalar", "reference")));
            };
        }
    }
}
