package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import java.util.List;

/** The names of a head's classes, by their number. */
record LabelNames(List<String> names) {
    LabelNames {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there are no labels: give a name for each class of the model");
        }
    }

    /** @throws IllegalArgumentException when the model has another number of classes */
    void check(Matrix scores) {
        if (scores.columns() != names.size()) {
            throw new IllegalArgumentException("the model gives scores of " + scores.columns()
                    + " classes, but there are " + names.size() + " labels: give one for each class, in its order");
        }
    }

    String get(int number) {
        return names.get(number);
    }
}
