package dev.attar.compiler.run;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Language;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The generated code of one spec against the reference, on random inputs.
 *
 * @param weights a safetensors file, or one that was packed; empty: random weights
 * @param weightsAs how the matrices of products are stored
 * @param runsOn the processor, or a device
 * @param seed another one makes other inputs and random weights
 * @param sequences in the batch; at least 1
 */
public record VerifyRun(
        Source source,
        Optional<Path> weights,
        Storage weightsAs,
        dev.attar.runtime.Target runsOn,
        long seed,
        int sequences) {
    public VerifyRun {
        if (sequences < 1) {
            throw new IllegalArgumentException("sequences " + sequences);
        }
    }

    /**
     * Prints how every output compares.
     *
     * @param computedBy is told what computes
     * @return whether all agree
     * @throws dev.attar.compiler.source.Refused when the spec has mistakes
     * @throws dev.attar.runtime.WeightsException when the weights do not fit it
     * @throws dev.attar.runtime.device.DeviceException when the device cannot be used
     */
    public boolean run(PrintWriter out, Consumer<String> computedBy) {
        ModelGraph model = Compiler.model(Compiler.check(source));
        Width width = switch (runsOn) {
            case dev.attar.runtime.Target.Processor(var options) ->
                WidthChoice.of(options).width();
            case dev.attar.runtime.Target.OpenCl _ -> Width.SCALAR;
        };
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                source,
                CompileOptions.defaults()
                        .withWidths(EnumSet.of(width))
                        .withWeightsAs(weightsAs)
                        .withLanguages(targets())));
        Program program = classes.program(width);
        try (Weights file = weights.map(Weights::open).orElse(null)) {
            Verification verification = (file == null
                            ? Verification.withRandomWeights(model, seed)
                            : Verification.withWeights(model, file, program))
                    .storedAs(weightsAs);
            try (Session session = open(classes, program, verification.weights())) {
                computedBy.accept(session.computedBy());
                return verification.compare(session, seed, sequences, out);
            }
        }
    }

    private EnumSet<Language> targets() {
        return runsOn instanceof dev.attar.runtime.Target.OpenCl
                ? EnumSet.allOf(Language.class)
                : EnumSet.of(Language.JAVA);
    }

    private Session open(GeneratedClasses classes, Program program, Weights weights) {
        return switch (runsOn) {
            case dev.attar.runtime.Target.Processor(var options) -> Session.open(program, weights, options);
            case dev.attar.runtime.Target.OpenCl device ->
                Session.open(classes.deviceProgram(), classes::program, weights, device);
        };
    }
}
