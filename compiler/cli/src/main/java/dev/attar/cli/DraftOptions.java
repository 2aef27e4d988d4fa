package dev.attar.cli;

import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A smaller decoder with the same vocabulary, which guesses tokens that the model checks, several in one step. */
final class DraftOptions {
    /** How many tokens it guesses ahead where nobody says. */
    static final int GUESSES = 4;

    @Option(
            names = "--draft",
            required = true,
            paramLabel = "SPEC",
            description = "The spec of a smaller decoder with the same tokens, whose guesses are checked in place of"
                    + " n-grams. Changes no token.")
    private Path spec;

    @Option(names = "--draft-weights", required = true, paramLabel = "F", description = "Its weights.")
    private Path weights;

    Session session(CompiledModel compiled, Verbose say) {
        return compiled.session(Source.of(spec), weights, say);
    }
}
