package dev.attar.runtime.spring;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.TextEmbedder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A model as an application has it: classes, weights and a tokenizer, in a folder that can be a class path. */
record SmallModel(Path folder, GeneratedClasses classes) {
    static final String CLASS = "app.model.Small";

    private static final String SPEC = """
        model Small {
            vocabulary 30522   context 16   width 16
            embedding { positions learned   segments 2 }
            encoder depth 1 {
                attention   { heads 2 }
                feedforward { width 32   activation gelu }
                residual    { norm layer   order post }
            }
            head embed { pool mean   normalize l2 }
        }
        """;

    static SmallModel write(Path folder) throws IOException {
        Source source = Source.of("small.attar", SPEC);
        ModelSpec spec = Compiler.check(source);
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                spec, Origin.of(source), CompileOptions.defaults().inPackage("app.model")));
        for (Map.Entry<String, byte[]> generated : classes.classes().entrySet()) {
            Path file = folder.resolve(generated.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, generated.getValue());
        }
        Files.createDirectories(folder.resolve("model"));
        Verification.withRandomWeights(Compiler.model(spec), 7)
                .weights()
                .save(folder.resolve("model/small.safetensors"));
        try (InputStream tokenizer = SmallModel.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json")) {
            Files.write(folder.resolve("model/tokenizer.json"), tokenizer.readAllBytes());
        }
        return new SmallModel(folder, classes);
    }

    /** Without Spring. */
    float[] embed(String text) {
        try (Weights weights = Weights.open(folder.resolve("model/small.safetensors"));
                Embedder model = classes.embedder(weights, Options.defaults())) {
            return TextEmbedder.of(model, Tokenizer.load(folder.resolve("model"), 16))
                    .embed(text);
        }
    }
}
