package dev.attar.cli;

import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.Probability;
import java.util.List;
import java.util.Optional;

/**
 * What the columns of a head's result are called, and how its scores become probabilities.
 *
 * @param names the name of each class; empty: they have none
 * @param probability how a row of scores becomes probabilities
 * @param perSequence whether there is one row for a text, and not one for each token
 */
record Classes(List<String> names, Probability probability, boolean perSequence) {
    /** The classes of a model's head; empty where it has none. */
    static Optional<Classes> of(ModelSpec spec) {
        return switch (spec.head()) {
            case Head.Classify head -> Optional.of(of(head.labels(), head.classes(), head.softmax(), true));
            case Head.Tokens head -> Optional.of(of(head.labels(), head.classes(), head.softmax(), false));
            case Head.Embed _, Head.Span _, Head.MaskedLanguageModel _, Head.Generate _ -> Optional.empty();
        };
    }

    private static Classes of(Labels labels, int classes, boolean softmax, boolean perSequence) {
        return new Classes(labels.names(), softmax ? Probability.NONE : labels.probability(classes), perSequence);
    }

    /** The name of a class, or its number where it has none. */
    String name(int index) {
        return names.isEmpty() ? Integer.toString(index) : names.get(index);
    }

    /** The probabilities of one row of scores; the scores themselves where they are what one wants. */
    float[] probabilities(float[] scores) {
        return reading().of(scores);
    }

    /** How scores become probabilities, in the terms of the tasks. */
    dev.attar.runtime.text.task.Probability reading() {
        return dev.attar.runtime.text.task.Probability.valueOf(probability.name());
    }
}
