package dev.attar.cli;

import dev.attar.compiler.source.Source;
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
}
