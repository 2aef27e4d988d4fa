package dev.attar.runtime.train.metric;

import dev.attar.runtime.training.Labels;
import java.util.Map;

/**
 * F1 over classes. Macro: the mean of the classes' F1, of those that occur in labels or predictions. Micro: F1 of all
 * decisions together. Of several labels at once, one is predicted when its score is above 0.
 */
final class ClassF1 extends Counts {
    private final String name;
    private final boolean macro;
    private final int classes;

    /** Sums: right, predicted and actual of each class. */
    ClassF1(String name, boolean macro, int classes) {
        super(3 * classes);
        this.name = name;
        this.macro = macro;
        this.classes = classes;
    }

    @Override
    public void add(Predictions predictions) {
        switch (predictions) {
            case Predictions.Classes(int[] labels, int[] predicted, var _, var _) -> {
                for (int r = 0; r < labels.length; r++) {
                    if (labels[r] != Labels.IGNORED) {
                        sums[3 * labels[r] + 2]++;
                        sums[3 * predicted[r] + 1]++;
                        sums[3 * labels[r]] += labels[r] == predicted[r] ? 1 : 0;
                    }
                }
            }
            case Predictions.Numbers(float[] targets, float[] scores, int width) -> {
                for (int i = 0; i < targets.length; i++) {
                    int c = i % width;
                    if (targets[i] != Labels.IGNORED) {
                        boolean actual = targets[i] > 0.5f;
                        boolean said = scores[i] > 0;
                        sums[3 * c] += actual && said ? 1 : 0;
                        sums[3 * c + 1] += said ? 1 : 0;
                        sums[3 * c + 2] += actual ? 1 : 0;
                    }
                }
            }
            case Predictions.Spans _ -> {}
        }
    }

    @Override
    public Map<String, Double> values() {
        double right = 0;
        double predicted = 0;
        double actual = 0;
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++) {
            right += sums[3 * c];
            predicted += sums[3 * c + 1];
            actual += sums[3 * c + 2];
            sum += f1(sums[3 * c], sums[3 * c + 1], sums[3 * c + 2]);
            occurring += sums[3 * c + 1] + sums[3 * c + 2] > 0 ? 1 : 0;
        }
        if (predicted + actual == 0) {
            return Map.of(name, Double.NaN);
        }
        return Map.of(name, macro ? sum / occurring : f1(right, predicted, actual));
    }
}
