package dev.attar.runtime.generate;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Publishes the pieces of a text; each subscriber gets a text of its own, generated as it asks for pieces. */
final class PiecePublisher implements Flow.Publisher<TextPiece> {
    private final Supplier<Conversation> texts;
    private final Executor executor;

    PiecePublisher(Supplier<Conversation> texts, Executor executor) {
        this.texts = texts;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super TextPiece> subscriber) {
        Conversation text;
        try {
            text = texts.get();
        } catch (RuntimeException refused) {
            subscriber.onSubscribe(new Subscription(subscriber, null));
            subscriber.onError(refused);
            return;
        }
        subscriber.onSubscribe(new Subscription(subscriber, text));
    }

    private final class Subscription implements Flow.Subscription, Runnable {
        private final Flow.Subscriber<? super TextPiece> subscriber;
        private final Conversation text; // null: it was refused
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile boolean wrong;

        Subscription(Flow.Subscriber<? super TextPiece> subscriber, Conversation text) {
            this.subscriber = subscriber;
            this.text = text;
            over.set(text == null);
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                wrong = true;
            } else {
                wanted.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            }
            if (!over.get() && calls.getAndIncrement() == 0) {
                executor.execute(this);
            }
        }

        @Override
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                text.close();
            }
        }

        /** Gives pieces while they are wanted, one call at a time. */
        @Override
        public void run() {
            int seen = calls.get();
            do {
                give();
                seen = calls.addAndGet(-seen);
            } while (seen != 0);
        }

        private void give() {
            try {
                if (wrong && over.compareAndSet(false, true)) {
                    text.close();
                    subscriber.onError(new IllegalArgumentException("request at least one piece"));
                }
                while (!over.get() && wanted.get() > 0) {
                    TextPiece piece = text.next();
                    wanted.decrementAndGet();
                    if (over.get()) {
                        return;
                    }
                    subscriber.onNext(piece);
                    if (piece.finish().isPresent() && over.compareAndSet(false, true)) {
                        text.close();
                        subscriber.onComplete();
                    }
                }
            } catch (RuntimeException failure) {
                if (over.compareAndSet(false, true)) {
                    text.close();
                    subscriber.onError(failure);
                }
            }
        }
    }
}
