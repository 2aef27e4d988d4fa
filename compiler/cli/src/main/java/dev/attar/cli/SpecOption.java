package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.source.Source;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The spec that a command works on. */
final class SpecOption {
    @Parameters(index = "0", paramLabel = "SPEC", description = "The .attar file that says what the model is.")
    private Path file;

    Path file() {
        return file;
    }

    /** Its text; refused with a diagnostic when it cannot be read. */
    Source source() {
        return Source.of(file);
    }

    /** Says what is accepted in the spec and has no effect. */
    void warn(PrintWriter err) {
        Source source = source();
        err.print(Compiler.warnings(source).render(source));
        err.flush();
    }
}
