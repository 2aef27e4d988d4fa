package dev.attar.runtime.generate;

import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.generate.GenerationException.Reason;
import dev.attar.runtime.generate.scores.Probabilities;
import dev.attar.runtime.generate.scores.TokenHistory;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Beam search: in each step the beginnings with the highest sums of log-probabilities go on, each in its own sequence, which shares what it
 * can with the one that it comes from.
 *
 * <p>Which beginnings go on, which finished texts are kept and when the search ends is as in transformers 5.17: more candidates than beams
 * are looked at, so that enough are left when some end; only those among the first {@code count} may become finished texts.
 */
final class BeamDecoding extends Decoding {
    /** Is added to the sum of what is not to be chosen while there is anything else. */
    private static final double LAST_RESORT = -1e9;

    private final Strategy.Beams strategy;
    private final Settings settings;
    private final int mostNew;
    private final boolean contextLimits;
    private final Optional<Tokenizer> tokenizer;
    private final Rules rules;
    private final float[][] scores; // of each beam, log-probabilities after the rules
    private final TopCandidates candidates;
    private final FinishedBeams finished;
    private List<Beam> running = new ArrayList<>();
    private Optional<Finish> finish = Optional.empty();
    private List<TextPiece> pieces = new ArrayList<>();

    private int place; // of the first beam in the batch of the step that is under way
    private boolean reads; // the step reads a part of the prompt and asks for no logits

    BeamDecoding(
            Sequence sequence,
            TokenHistory tokens,
            Settings settings,
            Strategy.Beams strategy,
            Room room,
            int vocabulary,
            Optional<Tokenizer> tokenizer) {
        this.strategy = strategy;
        this.settings = settings;
        this.mostNew = room.mostNew();
        this.contextLimits = room.contextLimits();
        this.tokenizer = tokenizer;
        this.rules = new Rules(settings, mostNew);
        this.scores = new float[strategy.count()][vocabulary];
        this.candidates = new TopCandidates(Math.max(2, 1 + settings.endTokens().size()) * strategy.count());
        this.finished = new FinishedBeams(strategy, mostNew);
        running.add(new Beam(sequence, tokens, List.of(), 0));
    }

    @Override
    void addTo(DecoderBatch batch, int most) {
        Beam first = running.getFirst();
        int[] rest = first.tokens().from(first.sequence().length());
        reads = rest.length > most;
        if (reads) {
            place = batch.add(first.sequence(), rest, 0, most, Logits.NONE);
            return;
        }
        place = batch.count();
        for (Beam beam : running) {
            batch.add(beam.sequence(), beam.tokens().from(beam.sequence().length()), Logits.LAST);
        }
    }

    @Override
    void take(DecoderBatch batch) {
        if (reads) {
            return;
        }
        int vocabulary = scores[0].length;
        candidates.clear();
        for (int b = 0; b < strategy.count(); b++) {
            // In the first step all beams are the prompt, and all but one a last resort.
            Beam beam = running.get(Math.min(b, running.size() - 1));
            if (b < running.size()) {
                Probabilities.logSoftmax(batch.logits(), batch.row(place + b) * vocabulary, vocabulary, scores[b]);
                rules.apply(beam.tokens(), scores[b]);
            } else {
                System.arraycopy(scores[0], 0, scores[b], 0, vocabulary);
            }
            double sum = b < running.size() ? beam.sum() : LAST_RESORT;
            for (int token = 0; token < vocabulary; token++) {
                candidates.offer(scores[b][token] + sum, (long) b * vocabulary + token);
            }
        }
        if (candidates.count() == 0 || !(candidates.score(0) > Double.NEGATIVE_INFINITY)) {
            throw new GenerationException(
                    Reason.NO_TOKEN,
                    "no token can be chosen in beam search: every one is forbidden, or the model gave NaN; loosen the"
                            + " rules, or see attar verify");
        }
        goOn(vocabulary);
    }

    private void goOn(int vocabulary) {
        List<Candidate> next = new ArrayList<>();
        for (int i = 0; i < candidates.count(); i++) {
            int b = (int) (candidates.place(i) / vocabulary);
            int token = (int) (candidates.place(i) % vocabulary);
            Beam parent = running.get(Math.min(b, running.size() - 1));
            boolean ends =
                    settings.endTokens().contains(token) || parent.tokens().generated() + 1 == mostNew;
            next.add(new Candidate(parent, token, scores[b][token], candidates.score(i), ends));
        }
        int length = running.getFirst().tokens().generated() + 1;
        List<Candidate> chosen = best(next);
        finished.add(next, length);
        boolean improves = finished.mayImprove(chosen.getFirst().runningSum(), length);
        running = beams(chosen);
        if (!improves || finished.isEnough() || next.stream().allMatch(Candidate::ends)) {
            boolean complete = finished.texts().stream().anyMatch(text -> text.ends(settings.endTokens()));
            end(complete ? Finish.END_TOKEN : full());
        }
    }

    private Finish full() {
        return contextLimits ? Finish.CONTEXT : Finish.LENGTH;
    }

    /** Those that go on: what has ended is a last resort. */
    private List<Candidate> best(List<Candidate> all) {
        TopCandidates best = new TopCandidates(strategy.count());
        for (int i = 0; i < all.size(); i++) {
            best.offer(all.get(i).runningSum(), i);
        }
        List<Candidate> chosen = new ArrayList<>();
        for (int i = 0; i < best.count(); i++) {
            chosen.add(all.get((int) best.place(i)));
        }
        return chosen;
    }

    /** A beam of each candidate: the first of a parent takes its sequence, others fork it, and what nobody takes is closed. */
    private List<Beam> beams(List<Candidate> chosen) {
        List<Sequence> taken = new ArrayList<>();
        List<Beam> beams = new ArrayList<>();
        for (Candidate candidate : chosen) {
            Sequence parent = candidate.parent().sequence();
            Sequence own = taken.contains(parent) ? parent.fork() : parent;
            taken.add(own);
            beams.add(candidate.beam(own));
        }
        for (Beam old : running) {
            if (!taken.contains(old.sequence())) {
                old.sequence().close();
            }
        }
        return beams;
    }

    @Override
    int waiting() {
        Beam first = running.getFirst();
        return first.tokens().length() - first.sequence().length();
    }

    @Override
    Optional<Finish> finish() {
        return finish;
    }

    @Override
    void end(Finish why) {
        if (finish.isPresent()) {
            return;
        }
        finish = Optional.of(why);
        Generated best = results().getFirst();
        pieces.add(new TextPiece(best.text(), best.tokens(), Optional.of(best.finish())));
    }

    @Override
    List<TextPiece> pieces() {
        List<TextPiece> given = pieces;
        pieces = new ArrayList<>();
        return given;
    }

    @Override
    List<Generated> results() {
        List<FinishedBeams.Text> best = finished.texts();
        if (best.isEmpty()) { // ended from outside: the best beginning is all there is
            best = List.of(finished.text(running.getFirst()));
        }
        return best.stream()
                .limit(strategy.best())
                .map(text -> new Generated(text(text.tokens()), text.tokens(), text.score(), finishOf(text)))
                .toList();
    }

    private Finish finishOf(FinishedBeams.Text text) {
        if (text.ends(settings.endTokens())) {
            return Finish.END_TOKEN;
        }
        return finish.orElseThrow() == Finish.END_TOKEN ? full() : finish.orElseThrow();
    }

    private String text(List<GeneratedToken> tokens) {
        int[] ids = tokens.stream().mapToInt(GeneratedToken::id).toArray();
        return tokenizer.map(known -> known.decode(ids, true)).orElse("");
    }

    @Override
    public void close() {
        running.forEach(beam -> beam.sequence().close());
    }

    /**
     * A beginning that goes on.
     *
     * @param tokens the prompt and what was generated
     * @param generated what was generated
     * @param sum of the log-probabilities
     */
    record Beam(Sequence sequence, TokenHistory tokens, List<GeneratedToken> generated, double sum) {}

    /**
     * A beginning and a token that may follow.
     *
     * @param logProbability of the token
     * @param sum of the log-probabilities, this token's included
     * @param ends whether nothing can follow the token
     */
    record Candidate(Beam parent, int token, float logProbability, double sum, boolean ends) {
        double runningSum() {
            return ends ? sum + LAST_RESORT : sum;
        }

        List<GeneratedToken> generated() {
            List<GeneratedToken> all = new ArrayList<>(parent.generated());
            all.add(new GeneratedToken(token, logProbability, List.of()));
            return all;
        }

        Beam beam(Sequence sequence) {
            TokenHistory tokens = parent.tokens().copy();
            tokens.add(token);
            return new Beam(sequence, tokens, generated(), runningSum());
        }
    }
}
