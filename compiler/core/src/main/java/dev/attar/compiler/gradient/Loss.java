package dev.attar.compiler.gradient;

import java.util.List;

/** What training makes small. A mean is over all that is labelled in the batch. */
public sealed interface Loss {
    /**
     * The label's share by softmax, for each row of the head: a sequence or a token.
     *
     * @param classWeights one for each class; none: all count the same
     * @param smoothing the share of the target that all classes have in common
     */
    record CrossEntropy(List<Double> classWeights, double smoothing) implements Loss {
        public CrossEntropy {
            classWeights = List.copyOf(classWeights);
        }

        public static CrossEntropy plain() {
            return new CrossEntropy(List.of(), 0);
        }
    }

    /** Cross-entropy of the label of the token after each one. */
    record NextToken(double smoothing) implements Loss {}

    /** Cross-entropy of the labelled tokens, the hidden ones. */
    record Masked() implements Loss {}

    /** Several labels at once, each yes or no or between. */
    record BinaryCrossEntropy() implements Loss {}

    /** The mean of squared differences. */
    record MeanSquaredError() implements Loss {}

    /**
     * Each anchor's own positive among all positives of the batch, by {@code scale} times the cosine. Anchors are the first
     * half of the sequences and their positives, in the same order, the second.
     */
    record InBatchNegatives(double scale) implements Loss {
        public static InBatchNegatives usual() {
            return new InBatchNegatives(20);
        }
    }

    /** Start and end of an answer among the tokens of its sequence. */
    record Span() implements Loss {}
}
