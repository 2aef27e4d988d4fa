package dev.attar.runtime.text.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The classes of one text with their scores.
 *
 * @param labels all classes, the best first; of equal ones the first in the model's order
 */
public record Classification(List<LabelScore> labels) {
    private static final Comparator<LabelScore> BEST_FIRST = (a, b) -> Float.compare(b.score(), a.score());

    public Classification {
        labels = List.copyOf(labels);
    }

    static Classification of(List<String> names, float[] scores) {
        List<LabelScore> labels = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            labels.add(new LabelScore(names.get(i), scores[i]));
        }
        labels.sort(BEST_FIRST);
        return new Classification(labels);
    }

    /** The class with the highest score. */
    public LabelScore best() {
        return labels.getFirst();
    }

    /** The classes with at least this score, the best first: what a text is about where several classes can hold at once. */
    public List<LabelScore> atLeast(float score) {
        return labels.stream().filter(label -> label.score() >= score).toList();
    }

    /**
     * The score of a class.
     *
     * @throws NoSuchElementException when there is no class of this name
     */
    public float score(String label) {
        return labels.stream()
                .filter(known -> known.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no class '" + label + "', only "
                        + labels.stream().map(LabelScore::label).sorted().toList()))
                .score();
    }
}
