package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.Residual;
import dev.attar.compiler.source.Source;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedSpecTest {
    @ParameterizedTest
    @ValueSource(strings = {"minilm-opset-11", "minilm-opset-14"})
    void theImportedSpecIsTheOneAPersonWrote(String model) {
        ModelSpec written = Compiler.check(Source.of(Path.of("../specs/minilm-l6.attar")));
        assertEquals(
                withoutDropout(written),
                named(written.name(), PublishedModel.named(model).spec()));
    }

    /** An exported graph is for inference: of dropout, which only training has, nothing is left in it. */
    private static ModelSpec withoutDropout(ModelSpec spec) {
        Embedding embedding = spec.embedding();
        Encoder encoder = spec.encoder();
        Residual residual = encoder.residual();
        return new ModelSpec(
                spec.name(),
                spec.vocabulary(),
                spec.context(),
                spec.width(),
                new Embedding(embedding.positions(), embedding.segments(), embedding.norm(), 0),
                new Encoder(
                        encoder.depth(),
                        new Attention(encoder.attention().heads(), 0),
                        encoder.feedForward(),
                        new Residual(residual.norm(), residual.order(), 0),
                        encoder.norm()),
                spec.head(),
                spec.train());
    }

    private static ModelSpec named(String name, ModelSpec spec) {
        return new ModelSpec(
                name,
                spec.vocabulary(),
                spec.context(),
                spec.width(),
                spec.embedding(),
                spec.encoder(),
                spec.head(),
                spec.train());
    }
}
