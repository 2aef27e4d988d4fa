package dev.attar.compiler.run;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The generated code of one spec against the reference, on random inputs.
 *
 * @param weights a safetensors file, or one that was packed; empty: random weights
 * @param weightsAs how the matrices of products are stored
 * @param options width and threads to run with
 * @param seed another one makes other inputs and random weights
 * @param sequences in the batch; at least 1
 */
public record VerifyRun(
        Source source, Optional<Path> weights, Element weightsAs, Options options, long seed, int sequences) {
    public VerifyRun {
        if (sequences < 1) {
            throw new IllegalArgumentException("sequences " + sequences);
        }
    }

    /**
     * Prints how every output compares.
     *
     * @return whether all agree
     * @throws dev.attar.compiler.source.Refused when the spec has mistakes
     * @throws dev.attar.runtime.WeightsException when the weights do not fit it
     */
    public boolean run(PrintWriter out) {
        ModelGraph model = Compiler.model(Compiler.check(source));
        Program program = GeneratedClasses.compile(Compiler.compile(source, "", weightsAs))
                .program(WidthChoice.of(options).width());
        try (Weights file = weights.map(Weights::open).orElse(null)) {
            Verification verification = file == null
                    ? Verification.withRandomWeights(model, seed)
                    : Verification.withWeights(model, file, program);
            return verification.storedAs(weightsAs).compare(program, options, seed, sequences, out);
        }
    }
}
