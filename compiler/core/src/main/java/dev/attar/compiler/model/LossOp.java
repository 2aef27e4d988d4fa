package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Losses and their derivatives. A loss gives two numbers for each row (R,2): its loss, and how much the row counts (0 where
 * it has no label); the sums of both over the rows are what an entry point shows, and their quotient is the mean. Each loss
 * L has {@link Gradient}: the derivative of the <em>sum</em> of the losses by the scores.
 */
public sealed interface LossOp extends Op {
    /** The label of a row that has none. */
    int IGNORED = -100;

    /** The losses themselves. */
    sealed interface OfScores extends LossOp {
        /** What the model said, which the derivative is taken by. */
        Value scores();

        @Override
        default TensorType type() {
            return TensorType.rows(scores().type().ragged(), 2);
        }
    }

    /** The derivative of the sum of a loss by its scores: the type of the scores. */
    record Gradient(OfScores loss) implements LossOp {
        @Override
        public TensorType type() {
            return loss.scores().type();
        }

        @Override
        public List<Value> operands() {
            return loss.operands();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Gradient((OfScores) loss.mapOperands(to));
        }
    }

    /**
     * Softmax and cross-entropy in one: with {@code log p = scores - log(sum of exp(scores))}, label y, class weights w and
     * smoothing e, {@code loss = -(1 - e) w[y] log p[y] - e / N * sum over n of w[n] log p[n]} and the row counts
     * {@code w[y]}: (R,N), index (R) -> (R,2).
     *
     * <p>Source: Szegedy et al. 2016, section 7, for smoothing.
     *
     * @param classWeights one for each class; none: all are 1
     */
    record CrossEntropy(Value scores, Value labels, List<Double> classWeights, double smoothing) implements OfScores {
        public CrossEntropy {
            classWeights = List.copyOf(classWeights);
            Ragged rows = scores.type().ragged();
            Shapes.require(labels.type().equals(TensorType.indices(rows)), "cross-entropy", scores, labels);
            int classes = scores.type().last();
            Shapes.require(
                    classWeights.isEmpty() || classWeights.size() == classes,
                    "cross-entropy with " + classWeights.size() + " class weights",
                    scores,
                    labels);
            Shapes.require(0 <= smoothing && smoothing < 1, "cross-entropy, smoothing " + smoothing, scores, labels);
        }

        @Override
        public List<Value> operands() {
            return List.of(scores, labels);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new CrossEntropy(to.apply(scores), to.apply(labels), classWeights, smoothing);
        }
    }

    /**
     * Several labels at once, each 0 to 1: {@code loss} = the sum over the labelled n of
     * {@code max(s, 0) - s y + log(1 + exp(-|s|))}, and the row counts the number of labelled ones: (R,N), (R,N) -> (R,2).
     * A target of {@link #IGNORED} is no label.
     */
    record BinaryCrossEntropy(Value scores, Value targets) implements OfScores {
        public BinaryCrossEntropy {
            Shapes.require(scores.type().equals(targets.type()), "binary cross-entropy", scores, targets);
        }

        @Override
        public List<Value> operands() {
            return List.of(scores, targets);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new BinaryCrossEntropy(to.apply(scores), to.apply(targets));
        }
    }

    /**
     * {@code loss} = the sum of {@code (scores - targets)^2}, and the row counts its N numbers: (R,N), (R,N) -> (R,2). A
     * target that is not a number is no label; -100 is a number like any other.
     */
    record MeanSquaredError(Value scores, Value targets) implements OfScores {
        public MeanSquaredError {
            Shapes.require(scores.type().equals(targets.type()), "mean squared error", scores, targets);
        }

        @Override
        public List<Value> operands() {
            return List.of(scores, targets);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new MeanSquaredError(to.apply(scores), to.apply(targets));
        }
    }

    /**
     * Anchors are the first half of the batch and their positives the second; the other positives are an anchor's negatives:
     * {@code loss[i] = -log softmax over j of (scale * scores[i] scores[B/2 + j])[i]} and counts 1 for i below B/2; the
     * other rows are 0: (B,C) -> (B,2). For cosines the rows have length 1 (see {@link Op.Normalize}).
     *
     * <p>Source: Henderson et al. 2017, section 4.4.
     */
    record InBatchNegatives(Value scores, double scale) implements OfScores {
        public InBatchNegatives {
            Shapes.require(scores.type().ragged() == Ragged.SEQUENCES, "in-batch negatives", scores, scores);
            Shapes.require(
                    0 < scale && scale < Double.POSITIVE_INFINITY,
                    "in-batch negatives, scale " + scale,
                    scores,
                    scores);
        }

        @Override
        public List<Value> operands() {
            return List.of(scores);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new InBatchNegatives(to.apply(scores), scale);
        }
    }

    /**
     * Start and end of an answer: over the tokens of each sequence, column 0 is scored for the start and column 1 for the
     * end; {@code loss} = the sum of the cross-entropies of both, and the sequence counts the number of them that are
     * labelled. (T,2), index (B), index (B) -> (B,2). Labels are places in their sequence.
     *
     * <p>Source: Devlin et al. 2018, section 4.2.
     */
    record Span(Value scores, Value starts, Value ends) implements OfScores {
        public Span {
            Shapes.require(scores.type().equals(TensorType.rows(Ragged.TOKENS, 2)), "span loss", scores, starts);
            TensorType places = TensorType.indices(Ragged.SEQUENCES);
            Shapes.require(starts.type().equals(places), "span loss", scores, starts);
            Shapes.require(ends.type().equals(places), "span loss", scores, ends);
        }

        @Override
        public TensorType type() {
            return TensorType.rows(Ragged.SEQUENCES, 2);
        }

        @Override
        public List<Value> operands() {
            return List.of(scores, starts, ends);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Span(to.apply(scores), to.apply(starts), to.apply(ends));
        }
    }

    /**
     * The labels of next-token prediction: {@code out[t] = in[t + 1]} within each sequence, and {@link #IGNORED} for its last
     * token: index (T) -> index (T).
     */
    record NextTokens(Value labels) implements LossOp {
        public NextTokens {
            Shapes.require(labels.type().equals(TensorType.indices()), "next tokens", labels, labels);
        }

        @Override
        public TensorType type() {
            return TensorType.indices();
        }

        @Override
        public List<Value> operands() {
            return List.of(labels);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new NextTokens(to.apply(labels));
        }
    }
}
