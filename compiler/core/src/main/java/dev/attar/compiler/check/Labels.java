package dev.attar.compiler.check;

import java.util.List;
import java.util.Optional;

/**
 * What the classes of a head are called, and how their scores are read. Neither changes what the model computes; the public class lists the names.
 *
 * @param names the name of each class, by its number; empty: they have none
 * @param probability what is said about it; see {@link #probability(int)} for what holds
 */
public record Labels(List<String> names, Optional<Probability> probability) {
    public static final Labels NONE = new Labels(List.of(), Optional.empty());

    public Labels {
        names = List.copyOf(names);
        for (String name : names) {
            ModelSpec.demand(ModelSpec.isText(name), "label", name);
        }
    }

    /** How scores of so many classes become probabilities: softmax, and not at all where there is one class. */
    public Probability probability(int classes) {
        return probability.orElse(classes > 1 ? Probability.SOFTMAX : Probability.NONE);
    }

    void check(int classes, boolean softmax) {
        ModelSpec.demand(
                names.isEmpty() || names.size() == classes, "labels for " + classes + " classes", names.size());
        ModelSpec.demand(!softmax || probability.isEmpty(), "a softmax and a probability", probability);
    }
}
