package dev.attar.runtime.train.metric;

import dev.attar.runtime.training.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Precision, recall and F1 of entities: one is right when its type, its beginning and its end are. */
final class EntityF1 extends Counts {
    private final List<String> tags;

    /** Sums: right, predicted, actual. */
    EntityF1(List<String> tags) {
        super(3);
        this.tags = tags;
    }

    @Override
    public void add(Predictions predictions) {
        if (predictions instanceof Predictions.Classes(int[] labels, int[] predicted, var _, int[] sequences)) {
            for (int s = 0; s + 1 < sequences.length; s++) {
                List<String> said = new ArrayList<>();
                List<String> actual = new ArrayList<>();
                for (int r = sequences[s]; r < sequences[s + 1]; r++) {
                    if (labels[r] != Labels.IGNORED) {
                        said.add(tags.get(predicted[r]));
                        actual.add(tags.get(labels[r]));
                    }
                }
                Set<Entities.Entity> found = new HashSet<>(Entities.of(said));
                List<Entities.Entity> wanted = Entities.of(actual);
                sums[0] += wanted.stream().filter(found::contains).count();
                sums[1] += found.size();
                sums[2] += wanted.size();
            }
        }
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("entity_precision", sums[1] == 0 ? 0 : sums[0] / sums[1]);
        values.put("entity_recall", sums[2] == 0 ? 0 : sums[0] / sums[2]);
        values.put("entity_f1", f1(sums[0], sums[1], sums[2]));
        return values;
    }
}
