package dev.attar.runtime.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The best finished texts of a beam search, at most as many as there are beams, best first. */
final class FinishedBeams {
    private final Strategy.Beams strategy;
    private final int mostNew;
    private List<Text> texts = new ArrayList<>();
    private boolean hopeless; // nothing that is under way can become better

    /** A finished text. */
    record Text(List<GeneratedToken> tokens, double score) {
        boolean ends(List<Integer> endTokens) {
            return !tokens.isEmpty() && endTokens.contains(tokens.getLast().id());
        }
    }

    FinishedBeams(Strategy.Beams strategy, int mostNew) {
        this.strategy = strategy;
        this.mostNew = mostNew;
    }

    /**
     * Takes those of a step that have ended; only the first ones, as many as there are beams, count.
     *
     * @param candidates best first
     * @param length of each, in generated tokens
     */
    void add(List<BeamDecoding.Candidate> candidates, int length) {
        if (hopeless || isEnough()) {
            return;
        }
        List<Text> all = new ArrayList<>(texts);
        for (int i = 0; i < Math.min(strategy.count(), candidates.size()); i++) {
            BeamDecoding.Candidate candidate = candidates.get(i);
            if (candidate.ends() && candidate.sum() > Double.NEGATIVE_INFINITY) {
                all.add(new Text(candidate.generated(), candidate.sum() / penalty(length)));
            }
        }
        all.sort(Comparator.comparingDouble(Text::score).reversed()); // stable: of equal ones the earlier stays
        texts = new ArrayList<>(all.subList(0, Math.min(strategy.count(), all.size())));
    }

    /** A beginning as if it had ended. */
    Text text(BeamDecoding.Beam beam) {
        int length = Math.max(1, beam.generated().size());
        return new Text(beam.generated(), beam.sum() / penalty(length));
    }

    /**
     * Whether a beginning may still become better than the worst finished text; once it cannot, it never will.
     *
     * @param sum of the best beginning
     * @param length of all beginnings, in generated tokens
     */
    boolean mayImprove(double sum, int length) {
        boolean any = strategy.stop() == Strategy.EarlyStopping.WHEN_IMPOSSIBLE && strategy.lengthPenalty() > 0;
        double best = sum / penalty(any ? mostNew : length);
        hopeless |= isFull() && !(best > texts.getLast().score());
        return !hopeless;
    }

    /** Whether the search is over because there are enough, and that is all that was asked for. */
    boolean isEnough() {
        return strategy.stop() == Strategy.EarlyStopping.WHEN_FULL && isFull();
    }

    List<Text> texts() {
        return texts;
    }

    private boolean isFull() {
        return texts.size() == strategy.count();
    }

    private double penalty(int length) {
        return Math.pow(length, strategy.lengthPenalty());
    }
}
