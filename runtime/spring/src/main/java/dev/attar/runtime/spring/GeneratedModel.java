package dev.attar.runtime.spring;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import org.springframework.core.io.Resource;

/** Opens a model of which only the name of its class is known. */
final class GeneratedModel {
    private GeneratedModel() {}

    static Embedder load(Class<?> generated, Resource weights, Options options) {
        try (Weights opened = weights(weights)) {
            return (Embedder)
                    generated.getMethod("load", Weights.class, Options.class).invoke(null, opened, options);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(generated.getName() + " cannot be loaded", failed.getCause());
        } catch (ReflectiveOperationException | ClassCastException other) {
            throw new IllegalArgumentException(
                    "attar.embedding.model: " + generated.getName()
                            + " is no class that was generated from a spec with head embed",
                    other);
        }
    }

    /** A file is mapped, anything else is read. */
    private static Weights weights(Resource resource) {
        try {
            if (resource.isFile()) {
                return Weights.open(resource.getFile().toPath());
            }
            try (InputStream in = resource.getInputStream()) {
                return Weights.read(resource.getDescription(), in, resource.contentLength());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("attar.embedding.weights: " + resource.getDescription(), failed);
        }
    }
}
