package dev.attar.runtime.server.openai;

import dev.attar.runtime.generate.Finish;
import dev.attar.runtime.generate.Generated;
import dev.attar.runtime.generate.TextPiece;
import dev.attar.runtime.server.batch.GeneratedTexts.Reading;
import dev.attar.runtime.server.batch.GeneratedTexts.Wish;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.batch.TextRun;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.ClientGoneException;
import dev.attar.runtime.server.http.EventStream;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.Failures;
import dev.attar.runtime.server.openai.AnswerForm.Choice;
import dev.attar.runtime.server.openai.AnswerForm.Usage;
import dev.attar.runtime.server.watch.ServerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers a request with texts that are generated: whole, or piece by piece. */
record TextAnswer(LiveModel model, ServerMetrics metrics, AnswerForm form) {
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** Texts by the wish they come of; a wish may have several by beam search. */
    private List<List<Generated>> results(Reading reading, int wishes, Exchange exchange) {
        List<List<Generated>> results = new ArrayList<>();
        for (int i = 0; i < wishes; i++) {
            results.add(List.of());
        }
        boolean first = true;
        for (int open = wishes; open > 0; ) {
            Optional<TextRun> news = reading.next(QUIET);
            if (news.isEmpty()) {
                continue;
            }
            switch (news.get()) {
                case TextRun.Piece(int _, TextPiece piece) -> first = first && !arrived(piece, exchange);
                case TextRun.Finished(int index, List<Generated> texts) -> {
                    results.set(index, texts);
                    open--;
                }
                case TextRun.Failed(int _, RuntimeException why) -> throw why;
            }
        }
        return results;
    }

    private boolean arrived(TextPiece piece, Exchange exchange) {
        if (piece.tokens().isEmpty()) {
            return false;
        }
        metrics.firstToken(model.served().name(), exchange.seconds());
        return true;
    }

    /** All texts at once. */
    void whole(List<Wish> wishes, Exchange exchange) {
        List<Choice> choices = new ArrayList<>();
        try (Reading reading = model.texts().begin(wishes, exchange.caller())) {
            for (List<Generated> texts : results(reading, wishes.size(), exchange)) {
                for (Generated text : texts) {
                    exchange.caller().generated(text.tokens().size());
                    String finish = Finishes.of(text.finish(), exchange.caller());
                    choices.add(new Choice(choices.size(), text.text(), text.tokens(), 0, Optional.of(finish)));
                }
            }
        }
        exchange.answer(form.whole(choices, usage(exchange)));
    }

    /**
     * Texts piece by piece.
     *
     * @param counts whether tokens are counted at the end
     */
    void stream(List<Wish> wishes, boolean counts, Exchange exchange) {
        try (Reading reading = model.texts().begin(wishes, exchange.caller())) {
            // The answer begins with the first news, so that a text that cannot begin is refused with its status.
            Optional<TextRun> news = reading.next(QUIET);
            if (news.isPresent() && news.get() instanceof TextRun.Failed(int _, RuntimeException why)) {
                throw why;
            }
            try (EventStream events = exchange.events()) {
                try {
                    pieces(reading, news, wishes.size(), events, exchange);
                    if (counts) {
                        events.send(form.counts(usage(exchange)));
                    }
                    events.done();
                } catch (ClientGoneException gone) {
                    throw gone;
                } catch (RuntimeException failure) { // too late for a status
                    ApiException refusal = Failures.of(failure, exchange.id());
                    events.failed(refusal);
                    exchange.failed(refusal, failure);
                }
            }
        }
    }

    private void pieces(Reading reading, Optional<TextRun> begun, int wishes, EventStream events, Exchange exchange) {
        int[] offsets = new int[wishes];
        boolean[] first = new boolean[wishes];
        java.util.Arrays.fill(first, true);
        boolean nothingYet = true;
        Optional<TextRun> news = begun;
        for (int open = wishes; open > 0; news = open > 0 ? reading.next(QUIET) : Optional.empty()) {
            if (news.isEmpty()) {
                events.comment();
                continue;
            }
            switch (news.get()) {
                case TextRun.Piece(int index, TextPiece piece) -> {
                    nothingYet = nothingYet && !arrived(piece, exchange);
                    exchange.caller().generated(piece.tokens().size());
                    Optional<String> finish = piece.finish().map(why -> finish(why, exchange));
                    if (!piece.text().isEmpty()
                            || finish.isPresent()
                            || form.logProbabilities() && !piece.tokens().isEmpty()) {
                        Choice choice = new Choice(index, piece.text(), piece.tokens(), offsets[index], finish);
                        events.send(form.chunk(choice, first[index]));
                        first[index] = false;
                        offsets[index] += piece.text().length();
                    }
                }
                case TextRun.Finished(int _, List<Generated> _) -> open--;
                case TextRun.Failed(int _, RuntimeException why) -> throw why;
            }
        }
    }

    private static String finish(Finish why, Exchange exchange) {
        return Finishes.of(why, exchange.caller());
    }

    private static Usage usage(Exchange exchange) {
        return new Usage(exchange.caller().promptTokens(), exchange.caller().generatedTokens());
    }
}
