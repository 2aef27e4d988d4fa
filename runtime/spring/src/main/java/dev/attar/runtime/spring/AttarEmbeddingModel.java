package dev.attar.runtime.spring;

import dev.attar.runtime.text.task.EmbeddedText;
import dev.attar.runtime.text.task.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;

/**
 * A text embedder as Spring AI's embedding model. Safe for use by many threads at once. Vectors are those of the embedder, with its prompt
 * and its rule for long texts; the usage of a response counts tokens without special ones. Closing the model behind it is the caller's.
 */
public final class AttarEmbeddingModel implements EmbeddingModel {
    private final TextEmbedder embedder;
    private final String name;

    private AttarEmbeddingModel(TextEmbedder embedder, String name) {
        this.embedder = Objects.requireNonNull(embedder, "embedder");
        this.name = Objects.requireNonNull(name, "name");
    }

    /** @param name what responses call the model */
    public static AttarEmbeddingModel of(TextEmbedder embedder, String name) {
        return new AttarEmbeddingModel(embedder, name);
    }

    /**
     * A vector for each text.
     *
     * @throws IllegalArgumentException when the options ask for another model or another dimension
     * @throws dev.attar.runtime.text.TextException when a text is refused, with its number
     */
    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        check(request.getOptions());
        List<EmbeddedText> vectors = embedder.embedAll(request.getInstructions());
        List<Embedding> embeddings = new ArrayList<>();
        int tokens = 0;
        for (EmbeddedText vector : vectors) {
            embeddings.add(new Embedding(vector.vector(), embeddings.size()));
            tokens += vector.tokens();
        }
        return new EmbeddingResponse(embeddings, new EmbeddingResponseMetadata(name, new DefaultUsage(tokens, 0)));
    }

    /**
     * The vector of a document's text.
     *
     * @throws IllegalArgumentException when it has no text
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    @Override
    public float[] embed(Document document) {
        if (!document.isText()) {
            throw new IllegalArgumentException("document " + document.getId() + " has no text");
        }
        return embedder.embed(getEmbeddingContent(document));
    }

    @Override
    public int dimensions() {
        return embedder.dimension();
    }

    private void check(EmbeddingOptions options) {
        if (options == null) {
            return;
        }
        if (options.getDimensions() != null && options.getDimensions() != embedder.dimension()) {
            throw new IllegalArgumentException("vectors of " + options.getDimensions() + " numbers are asked for, but "
                    + name + " gives " + embedder.dimension() + ": leave the dimensions out");
        }
        if (options.getModel() != null && !options.getModel().equals(name)) {
            throw new IllegalArgumentException(
                    "the model '" + options.getModel() + "' is asked for, but this is '" + name + "'");
        }
    }
}
