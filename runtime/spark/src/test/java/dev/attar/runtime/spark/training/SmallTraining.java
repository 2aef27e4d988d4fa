package dev.attar.runtime.spark.training;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.run.InitRun;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A small classifier with dropout, compiled for training as a user would have it: classes in a jar, random weights in a file. */
record SmallTraining(Path jar, Path weights, String className) {
    private static final String SPEC = """
        model Learns {
            vocabulary 12   context 8   width 12
            embedding { positions learned   norm layer   dropout 0.1 }
            encoder depth 2 {
                attention   { heads 2   dropout 0.1 }
                feedforward { width 20   activation gelu }
                residual    { norm layer   order post }
            }
            head classify { pool cls   classes 3 }
        }
        """;

    static SmallTraining in(Path folder) throws IOException {
        Source source = Source.of("Learns.attar", SPEC);
        ModelSpec spec = Compiler.check(source);
        Emitted emitted = Compiler.compile(
                spec,
                Origin.of(source),
                CompileOptions.defaults()
                        .inPackage("small")
                        .withWidths(EnumSet.of(Width.SCALAR))
                        .withTraining(Training.of(spec).withClip(1)));
        Path jar = folder.resolve("training.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> type :
                    GeneratedClasses.compile(emitted).classes().entrySet()) {
                out.putNextEntry(new JarEntry(type.getKey().replace('.', '/') + ".class"));
                out.write(type.getValue());
            }
        }
        Path weights = folder.resolve("learns.safetensors");
        new InitRun(source, 5).writeTo(weights);
        return new SmallTraining(jar, weights, emitted.className());
    }
}
