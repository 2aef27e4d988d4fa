package dev.attar.runtime.langchain4j;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.InputException;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.EmbeddedText;
import dev.attar.runtime.text.task.TextEmbedder;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A generated model with its tokenizer as LangChain4j's embedding model: put it where one of LangChain4j's in-process models
 * is. Safe for use by many threads at once.
 *
 * <p>The segments of a call are ragged batches, nothing padded; a vector has the same bits whatever else is in the call.
 * Vectors have length 1, whether or not the model's head normalizes. The token usage of a response counts tokens without
 * special ones.
 *
 * <p>A text without tokens, such as a zero-width space or a bullet of a word processor, has the vector of the special tokens alone, as it has
 * in sentence-transformers.
 *
 * <p>A text of more tokens than the tokenizer was loaded for is cut between words into as few parts as it takes; its vector is
 * the mean of theirs before normalization, weighted by their tokens (special ones not counted), brought to length 1. LangChain4j's
 * in-process models have the same rule, but as of 1.20 no text reaches it: their tokenizers drop, without a word, what is beyond
 * 512 tokens, or fewer where the {@code tokenizer.json} says so; that of {@code AllMiniLmL6V2EmbeddingModel} says 128. For its
 * vectors of longer texts load the tokenizer for 128 tokens and choose {@link LongInput#TRUNCATE}.
 */
public final class AttarEmbeddingModel implements EmbeddingModel, AutoCloseable {
    private final Embedder model;
    private final Tokenizer tokenizer;
    private final TextEmbedder embedder;
    private final String name;

    private AttarEmbeddingModel(Embedder model, Tokenizer tokenizer, TextEmbedder embedder, String name) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.embedder = embedder;
        this.name = Objects.requireNonNull(name, "name");
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
     * A model with a name of its own, and a choice for long texts.
     *
     * @param embedder a generated model with a head {@code embed}; {@link #close} closes it
     * @param tokenizer the model's own, loaded with {@link Embedder#context()}; {@link #close} closes it
     * @param longTexts what to do with texts that do not fit; several sequences of one text are averaged
     * @param name what {@link #modelName()} says
     */
    public static AttarEmbeddingModel of(Embedder embedder, Tokenizer tokenizer, LongInput longTexts, String name) {
        TextEmbedder texts = TextEmbedder.of(embedder, tokenizer).withLongTexts(longTexts);
        return new AttarEmbeddingModel(embedder, tokenizer, texts, name);
    }

    /** Returns a model that knows these prompts by their names, and uses none of them yet. It shares this one's encoder: closing either
     * closes both. */
    public AttarEmbeddingModel withPrompts(Map<String, String> prompts) {
        return new AttarEmbeddingModel(model, tokenizer, embedder.withPrompts(prompts), name);
    }

    /**
     * Returns a model that puts a prompt before each text: one for the ingestor, such as {@code passage}, and another for the retriever,
     * such as {@code query}. Closing either closes both.
     *
     * @param prompt the name of one of its prompts
     * @throws IllegalArgumentException when it has no prompt of this name
     */
    public AttarEmbeddingModel withPrompt(String prompt) {
        return new AttarEmbeddingModel(model, tokenizer, embedder.withPrompt(prompt), name);
    }

    /**
     * A vector of length 1 for each segment.
     *
     * @throws RefusedSegmentsException when a segment is not well-formed Unicode, or is too long where that was chosen to be refused; it
     *     has the vectors of the others
     * @throws IllegalArgumentException when there is no segment
     */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (segments == null || segments.isEmpty()) {
            throw new IllegalArgumentException("there are no segments: give at least one");
        }
        List<String> texts = segments.stream().map(TextSegment::text).toList();
        List<EmbeddedText> vectors;
        try {
            vectors = embedder.embedAll(texts);
        } catch (TextException | InputException refused) {
            throw RefusedSegmentsException.embedding(texts, embedder, refused);
        }
        List<Embedding> embeddings = new ArrayList<>();
        int tokens = 0;
        for (EmbeddedText text : vectors) {
            embeddings.add(Embedding.from(text.vector()));
            tokens += text.tokens();
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
        model.close();
        tokenizer.close();
    }
}
