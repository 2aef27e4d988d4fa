package dev.attar.runtime.generate;

import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * Continues texts with a language model. Safe for use by many threads: their texts share steps. The model and the tokenizer stay
 * the caller's.
 */
public final class Generator implements AutoCloseable {
    private final LanguageModel model;
    private final Tokenizer tokenizer;
    private final Scheduler scheduler;

    private Generator(LanguageModel model, Tokenizer tokenizer, Limits limits, Optional<LanguageModel> draft) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.scheduler = new Scheduler(model, Optional.of(tokenizer), limits, draft);
    }

    /** A generator with the default limits. */
    public static Generator of(LanguageModel model, Tokenizer tokenizer) {
        return new Generator(model, tokenizer, Limits.defaults(), Optional.empty());
    }

    /** A generator with limits of its own. */
    public static Generator of(LanguageModel model, Tokenizer tokenizer, Limits limits) {
        return new Generator(model, tokenizer, limits, Optional.empty());
    }

    /** A generator whose tokens a smaller model of the same vocabulary guesses ahead, where {@link Settings#guesses} says so. */
    public static Generator of(LanguageModel model, Tokenizer tokenizer, Limits limits, LanguageModel draft) {
        return new Generator(model, tokenizer, limits, Optional.of(draft));
    }

    /**
     * Continues a prompt; of several texts by beam search the best.
     *
     * @throws GenerationException when it is refused, or cannot go on
     * @throws dev.attar.runtime.text.TextException when the prompt is no text, or longer than the context
     */
    public Generated generate(String prompt, Settings settings) {
        try (Conversation text = stream(prompt, settings)) {
            return text.result();
        }
    }

    /** Continues prompts side by side; the results in the order of the prompts. */
    public List<Generated> generateAll(List<String> prompts, Settings settings) {
        List<Conversation> texts = new ArrayList<>();
        try {
            prompts.forEach(prompt -> texts.add(stream(prompt, settings)));
            return texts.stream().map(Conversation::result).toList();
        } finally {
            texts.forEach(Conversation::close);
        }
    }

    /** Continues a prompt piece by piece, as its caller asks for them. */
    public Conversation stream(String prompt, Settings settings) {
        return scheduler.submit(tokenizer.encode(prompt).ids(), settings);
    }

    /** Continues a prompt piece by piece for subscribers, each with a text of its own, on threads of the executor. */
    public Flow.Publisher<TextPiece> publish(String prompt, Settings settings, Executor executor) {
        return new PiecePublisher(() -> stream(prompt, settings), executor);
    }

    /** The model's log-probability of each token of a text after the first. */
    public float[] score(String text) {
        return Scores.logProbabilities(model, tokenizer.encode(text).ids());
    }

    /** What runs the texts, for tokens instead of texts, and for prefixes that are shared. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Cancels all texts that are under way. */
    @Override
    public void close() {
        scheduler.close();
    }
}
