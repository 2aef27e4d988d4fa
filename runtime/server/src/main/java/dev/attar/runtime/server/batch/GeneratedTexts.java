package dev.attar.runtime.server.batch;

import dev.attar.runtime.decode.Decoder;
import dev.attar.runtime.generate.Conversation;
import dev.attar.runtime.generate.Scheduler;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.text.Tokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Texts of many requests from one decoder, side by side. Each text has a thread that drives it, and never one of those that serve
 * connections; a reader that is slow holds up nobody.
 */
public final class GeneratedTexts implements AutoCloseable {
    private final Scheduler scheduler;
    private final ExecutorService threads;

    /** @param tokenizer of what is written */
    public GeneratedTexts(String name, Decoder decoder, Tokenizer tokenizer) {
        this.scheduler = Scheduler.of(decoder, Optional.of(tokenizer));
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform()
                .daemon()
                .name("attar-texts-" + name + "-", 0)
                .factory());
    }

    /** A text to be generated. */
    public sealed interface Wish {
        Settings settings();

        /** A text that continues a prompt. */
        record Continuation(int[] prompt, Settings settings) implements Wish {}

        /** A translation of a source. */
        record Translation(int[] source, Settings settings) implements Wish {}
    }

    /** The texts of a request while they are generated. Closing it cancels what is not finished. */
    public static final class Reading implements AutoCloseable {
        private final BlockingQueue<TextRun> news = new LinkedBlockingQueue<>();
        private final List<Conversation> texts = new ArrayList<>();

        private Reading() {}

        /**
         * What happens next; empty when nothing has happened for this time.
         *
         * @throws IllegalStateException when the thread is interrupted
         */
        public Optional<TextRun> next(Duration patience) {
            try {
                return Optional.ofNullable(news.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        @Override
        public void close() {
            texts.forEach(Conversation::cancel);
        }
    }

    /**
     * Begins texts. They end with the caller's deadline.
     *
     * @throws dev.attar.runtime.generate.GenerationException when one is refused
     * @throws ServiceException when the caller's time is over
     */
    public Reading begin(List<Wish> wishes, Caller caller) {
        Reading reading = new Reading();
        try {
            for (Wish wish : wishes) {
                Duration left = caller.left();
                if (!left.isPositive()) {
                    throw caller.late();
                }
                Settings settings = wish.settings().with().time(left).settings();
                reading.texts.add(
                        switch (wish) {
                            case Wish.Continuation(int[] prompt, Settings _) -> {
                                caller.reads(prompt.length);
                                yield scheduler.submit(prompt, settings);
                            }
                            case Wish.Translation(int[] source, Settings _) -> {
                                caller.reads(source.length);
                                yield scheduler.submitSource(source, settings);
                            }
                        });
            }
        } catch (RuntimeException refused) {
            reading.texts.forEach(Conversation::close);
            throw refused;
        }
        for (int i = 0; i < reading.texts.size(); i++) {
            int index = i;
            threads.execute(() -> TextRun.of(index, reading.texts.get(index), reading.news::add));
        }
        return reading;
    }

    /** Cancels all texts and waits until they have ended. */
    @Override
    public void close() {
        scheduler.close();
        threads.close();
    }
}
