package dev.attar.runtime.generate;

import dev.attar.runtime.decode.Translator;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Translates texts, or summarises them: whatever an encoder and a decoder were trained for. Many sources are sorted by length inside, so
 * that those that run together end together; results come in the order of the sources. Safe for use by many threads. The model and the
 * tokenizers stay the caller's.
 */
public final class Translations implements AutoCloseable {
    private static final int MOST_SEQUENCES = 64;
    private static final int WINDOW = 1024; // sources that are sorted together

    private final Optional<Tokenizer> sourceTokenizer;
    private final Scheduler scheduler;
    private final Settings settings;

    private Translations(
            Translator model,
            Optional<Tokenizer> sourceTokenizer,
            Optional<Tokenizer> targetTokenizer,
            Settings settings) {
        int beams = settings.strategy() instanceof Strategy.Beams search ? search.count() : 1;
        Limits limits = Limits.defaults().withMostTexts(Math.max(1, MOST_SEQUENCES / beams));
        this.sourceTokenizer = sourceTokenizer;
        this.scheduler = new Scheduler(model, targetTokenizer, limits, Optional.empty());
        this.settings = settings;
    }

    /** Translations with one tokenizer for sources and translations. */
    public static Translations of(Translator model, Tokenizer tokenizer, Settings settings) {
        return new Translations(model, Optional.of(tokenizer), Optional.of(tokenizer), settings);
    }

    /** Translations with a tokenizer for sources and one for translations; without them there are tokens alone. */
    public static Translations of(
            Translator model, Optional<Tokenizer> source, Optional<Tokenizer> target, Settings settings) {
        return new Translations(model, source, target, settings);
    }

    /**
     * Translates texts.
     *
     * @throws GenerationException when one is refused
     * @throws dev.attar.runtime.text.TextException when one is no text, or longer than the model's context
     */
    public List<Translation> translate(List<String> texts) {
        List<Translation> all = new ArrayList<>();
        translate(texts.stream().map(this::encode).iterator(), all::add);
        return all;
    }

    /** Translates one text. */
    public Translation translate(String text) {
        return translate(List.of(text)).getFirst();
    }

    /** Translates sources of tokens, some at a time, and gives the results in order as they come. */
    public void translate(Iterator<int[]> sources, Consumer<Translation> results) {
        while (sources.hasNext()) {
            List<int[]> window = new ArrayList<>();
            while (sources.hasNext() && window.size() < WINDOW) {
                window.add(sources.next());
            }
            translateWindow(window, results);
        }
    }

    /** A translation piece by piece, as its caller asks for them; by beam search it is one piece. */
    public Conversation stream(String text) {
        return scheduler.submitSource(encode(text), settings);
    }

    /** A translation piece by piece for subscribers, on threads of the executor. */
    public Flow.Publisher<TextPiece> publish(String text, Executor executor) {
        return new PiecePublisher(() -> stream(text), executor);
    }

    private int[] encode(String text) {
        return sourceTokenizer
                .orElseThrow(() -> new IllegalStateException("there is no tokenizer: give tokens"))
                .encode(text)
                .ids();
    }

    private void translateWindow(List<int[]> sources, Consumer<Translation> results) {
        Conversation[] texts = new Conversation[sources.size()];
        try {
            IntStream.range(0, sources.size())
                    .boxed()
                    .sorted(Comparator.comparingInt((Integer i) -> sources.get(i).length)
                            .reversed())
                    .forEach(i -> texts[i] = scheduler.submitSource(sources.get(i), settings));
            for (int i = 0; i < texts.length; i++) {
                results.accept(new Translation(sources.get(i), texts[i].results()));
            }
        } finally {
            for (Conversation text : texts) {
                if (text != null) {
                    text.close();
                }
            }
        }
    }

    /** Cancels all translations that are under way. */
    @Override
    public void close() {
        scheduler.close();
    }
}
