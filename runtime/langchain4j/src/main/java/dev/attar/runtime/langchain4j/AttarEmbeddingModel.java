package dev.attar.runtime.langchain4j;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A generated model with its tokenizer as LangChain4j's embedding model: put it where one of LangChain4j's in-process models
 * is. Safe for use by many threads at once.
 *
 * <p>All segments of a call are one ragged batch, nothing padded; a vector has the same bits whatever else is in the call.
 * Vectors have length 1, whether or not the model's head normalizes. The token usage of a response counts tokens without
 * special ones.
 *
 * <p>A text of more tokens than the tokenizer was loaded for is cut between words into as few parts as it takes; its vector is
 * the mean of theirs before normalization, weighted by their tokens (special ones not counted), brought to length 1. LangChain4j's
 * in-process models have the same rule, but as of 1.20 no text reaches it: their tokenizers drop, without a word, what is beyond
 * 512 tokens, or fewer where the {@code tokenizer.json} says so; that of {@code AllMiniLmL6V2EmbeddingModel} says 128. For its
 * vectors of longer texts load the tokenizer for 128 tokens and choose {@link LongInput#TRUNCATE}.
 */
public final class AttarEmbeddingModel implements EmbeddingModel, AutoCloseable {
    private final Embedder embedder;
    private final Tokenizer tokenizer;
    private final LongInput longTexts;
    private final String name;
    private final int specialTokens;

    private AttarEmbeddingModel(Embedder embedder, Tokenizer tokenizer, LongInput longTexts, String name) {
        this.embedder = Objects.requireNonNull(embedder, "embedder");
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.longTexts = Objects.requireNonNull(longTexts, "longTexts");
        this.name = Objects.requireNonNull(name, "name");
        if (tokenizer.context() > embedder.context()) {
            throw new IllegalArgumentException("the tokenizer was loaded for sequences of up to " + tokenizer.context()
                    + " tokens, but the model takes " + embedder.context()
                    + ": load it with the model's context()");
        }
        this.specialTokens = tokenizer.encode("").length();
    }

    /**
     * A model that is called what its class is called, and takes texts of any length.
     *
     * @param embedder a generated model with a head {@code embed}; {@link #close} closes it
     * @param tokenizer the model's own, loaded with {@link Embedder#context()}; {@link #close} closes it
     * @throws IllegalArgumentException when the tokenizer lets through longer sequences than the model takes
     */
    public static AttarEmbeddingModel of(Embedder embedder, Tokenizer tokenizer) {
        return of(embedder, tokenizer, LongInput.PARTS, embedder.getClass().getSimpleName());
    }

    /**
     * As {@link #of(Embedder, Tokenizer)}.
     *
     * @param longTexts what to do with texts that do not fit; several sequences of one text are averaged
     * @param name what {@link #modelName()} says
     */
    public static AttarEmbeddingModel of(Embedder embedder, Tokenizer tokenizer, LongInput longTexts, String name) {
        return new AttarEmbeddingModel(embedder, tokenizer, longTexts, name);
    }

    /**
     * A vector of length 1 for each segment.
     *
     * @throws IllegalArgumentException when there is no segment, or one has no tokens, is not well-formed Unicode, or is too
     *     long where that was chosen to be refused
     */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (segments == null || segments.isEmpty()) {
            throw new IllegalArgumentException("there are no segments: give at least one");
        }
        List<List<EncodedText>> texts = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            texts.add(parts(segments.get(i).text(), i, segments.size()));
        }
        Matrix vectors = embedder.unnormalized(Batch.of(
                texts.stream().flatMap(List::stream).map(EncodedText::ids).toList()));
        List<Embedding> embeddings = new ArrayList<>();
        int tokens = 0;
        int row = 0;
        for (List<EncodedText> parts : texts) {
            WeightedMean mean = new WeightedMean(vectors.columns());
            for (EncodedText part : parts) {
                mean.add(vectors.row(row++), part.length() - specialTokens);
            }
            embeddings.add(Embedding.from(UnitLength.of(mean.vector())));
            tokens += mean.weight();
        }
        return Response.from(embeddings, new TokenUsage(tokens));
    }

    @Override
    public int dimension() {
        return embedder.dimension();
    }

    @Override
    public String modelName() {
        return name;
    }

    /** Closes the model and the tokenizer; calls under way end first. */
    @Override
    public void close() {
        embedder.close();
        tokenizer.close();
    }

    private List<EncodedText> parts(String text, int segment, int segments) {
        List<EncodedText> parts;
        try {
            parts = tokenizer.encode(text, longTexts);
        } catch (TextException refused) {
            throw new IllegalArgumentException(
                    "segment " + segment + " of " + segments + ": " + refused.getMessage(), refused);
        }
        if (parts.getFirst().length() == specialTokens) {
            throw new IllegalArgumentException("segment " + segment + " of " + segments
                    + " has no tokens: it is empty, or has nothing but blanks and control characters; leave it out");
        }
        return parts;
    }
}
