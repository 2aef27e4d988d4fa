package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import java.util.ArrayList;
import java.util.List;

/** The tokens or words of a text, each with one label; what {@link Aggregation} means. */
final class TaggedUnits {
    /** @param label its number */
    record Unit(Span span, int label, float score) {}

    private final Aggregation aggregation;
    private final List<Unit> units = new ArrayList<>();
    private final List<float[]> tokens = new ArrayList<>(); // probabilities of the tokens of the unit under way
    private int start;
    private int end;
    private int word;

    private TaggedUnits(Aggregation aggregation) {
        this.aggregation = aggregation;
    }

    /**
     * @param places where each token of the text is
     * @param scores of each window, a row for each token
     */
    static List<Unit> of(
            List<EncodedText> windows,
            List<WindowTokens.Place> places,
            List<Matrix> scores,
            Probability probability,
            Aggregation aggregation) {
        TaggedUnits made = new TaggedUnits(aggregation);
        for (WindowTokens.Place place : places) {
            EncodedText window = windows.get(place.window());
            float[] row = scores.get(place.window()).row(place.row());
            made.add(window, place.row(), probability.of(row));
        }
        made.finish();
        return made.units;
    }

    private void add(EncodedText window, int row, float[] probabilities) {
        boolean sameWord = aggregation != Aggregation.SIMPLE && window.word(row) == word;
        // Tokens of one character, such as the bytes of an emoji, are one whatever the strategy: so spans never
        // overlap.
        boolean sameCharacter = window.start(row) < end;
        if (tokens.isEmpty() || !sameWord && !sameCharacter) {
            finish();
            start = window.start(row);
            end = start;
        }
        word = window.word(row);
        end = Math.max(end, window.end(row));
        tokens.add(probabilities);
    }

    private void finish() {
        if (!tokens.isEmpty()) {
            float[] all = together();
            int label = best(all);
            units.add(new Unit(new Span(start, end), label, all[label]));
            tokens.clear();
        }
    }

    private float[] together() {
        return switch (aggregation) {
            case SIMPLE, FIRST -> tokens.getFirst();
            case MAX -> {
                float[] surest = tokens.getFirst();
                for (float[] token : tokens) {
                    surest = token[best(token)] > surest[best(surest)] ? token : surest;
                }
                yield surest;
            }
            case AVERAGE -> {
                float[] mean = new float[tokens.getFirst().length];
                for (int i = 0; i < mean.length; i++) {
                    double sum = 0;
                    for (float[] token : tokens) {
                        sum += token[i];
                    }
                    mean[i] = (float) (sum / tokens.size());
                }
                yield mean;
            }
        };
    }

    private static int best(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
