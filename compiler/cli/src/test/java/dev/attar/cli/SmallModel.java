package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model that compiles in a second, with random weights. */
final class SmallModel {
    static final String SPEC = """
        model Small {
            vocabulary 30522   context 8   width 16
            embedding { positions learned   segments 2 }
            encoder depth 2 {
                attention   { heads 2 }
                feedforward { width 32   activation gelu }
                residual    { norm layer   order post }
            }
            head embed { pool mean   normalize l2 }
        }
        """;

    private SmallModel() {}

    /** Writes {@code small.attar} and {@code small.safetensors}. */
    static Path write(Path folder) throws IOException {
        Path spec = Files.writeString(folder.resolve("small.attar"), SPEC);
        Verification.withRandomWeights(Compiler.model(Compiler.check(Source.of(spec))), 7)
                .weights()
                .save(folder.resolve("small.safetensors"));
        return spec;
    }
}
