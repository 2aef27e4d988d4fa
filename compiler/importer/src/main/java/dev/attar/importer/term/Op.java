package dev.attar.importer.term;

import dev.attar.importer.onnx.OnnxNode;
import dev.attar.importer.tensor.TensorView;
import java.util.List;

/**
 * What a {@link Term} computes from its arguments. Many spellings of a graph become one of these few, which is what makes
 * recognising an architecture a matter of comparing shapes of terms.
 */
public sealed interface Op {
    /** An input of the graph. (B, S) */
    record Input(InputKind kind) implements Op {}

    /** What an input holds. */
    enum InputKind {
        TOKEN_IDS,
        SEGMENT_IDS,
        ATTENTION_MASK
    }

    /** A tensor of the file, seen through a view. */
    record Stored(TensorView view) implements Op {}

    /** One number in every element. */
    record Uniform(double value) implements Op {}

    /** Integers that sizes are computed with, in row-major order. */
    record Sizes(List<Dim> values) implements Op {
        public Sizes {
            values = List.copyOf(values);
        }
    }

    /** Integers that are linear in their indices: {@code start} and for each axis {@code steps[axis]} times the index. */
    record Ramp(long start, List<Dim> steps) implements Op {
        public Ramp {
            steps = List.copyOf(steps);
        }
    }

    /** {@code yes} where the predicate holds for the token at {@code (batchAxis, sequenceAxis)}, else {@code no}. */
    record Choose(Predicate predicate, double yes, double no, int batchAxis, int sequenceAxis) implements Op {}

    /** Sums of what came before and is here, along the sequence. */
    record RunningSum() implements Op {}

    /** Coordinates of the elements of a mask that are not 0: a row for each axis, or for each element. */
    record NonZero(boolean byElement) implements Op {}

    /** Rows of a table (rows, columns) by index; the table, then the indices. */
    record Rows() implements Op {}

    /** The sum of two. */
    record Add() implements Op {}

    /** The product of all arguments and a number. */
    record Multiply(double factor) implements Op {}

    record Power(double exponent) implements Op {}

    record Apply(Function function) implements Op {}

    /** The larger or the smaller of two. */
    record Extreme(boolean largest) implements Op {}

    /** Its arguments one after another along an axis. */
    record Join(int axis) implements Op {}

    /** Functions of one number. */
    enum Function {
        RELU,
        ERF,
        TANH,
        SIGMOID,
        GELU,
        GELU_TANH,
        SILU
    }

    /** Reduces one axis, which stays with size 1 or goes, as the shape says. */
    record Reduce(Reduction reduction, int axis) implements Op {}

    enum Reduction {
        MEAN,
        SUM,
        MAX
    }

    /** The larger of its argument and a number. */
    record AtLeast(double bound) implements Op {}

    /** Each row brought to mean 0 and variance 1. */
    record Normalised(double epsilon) implements Op {}

    /** {@code x W^T} or {@code x W^T + b}; arguments x, W (outputs, inputs), and b when there is one. */
    record Linear() implements Op {}

    /** Its argument x rounded to 8-bit integers {@code round(x / scale) + zero}, both computed from x. */
    record Quantised() implements Op {}

    /** The scale that its argument is quantised with. */
    record QuantisedScale() implements Op {}

    /** The zero point that its argument is quantised with. */
    record QuantisedZero() implements Op {}

    /** {@code (q - zero) (Q - Z)} of a quantised x and a stored matrix; arguments x, Q (inputs, outputs), Z. */
    record IntegerProduct() implements Op {}

    /** Product of the last two axes; any other product is {@link Linear} or {@link Attend}. */
    record MatMul() implements Op {}

    /** Softmax along the last axis. */
    record Softmax() implements Op {}

    /**
     * Multi-head attention without its output projection: arguments the inputs of the queries, keys and values, then weight
     * and bias of each, (heads, D, C) and (heads, D). (B, S, C)
     */
    record Attend(int heads, boolean masked) implements Op {}

    /** The first token of each sequence: (B, S, C) to (B, C). */
    record First() implements Op {}

    /** Mean or maximum over the tokens of each sequence: (B, S, C) to (B, C). */
    record Pooled(Reduction reduction) implements Op {}

    /** Each row divided by its length. */
    record Unit() implements Op {}

    /** Another arrangement of its argument's elements; channel {@code c} of the argument is counted from {@code offset}. */
    record View(List<List<Part>> axes, long offset) implements Op {
        public View {
            axes = axes.stream().map(List::copyOf).toList();
        }
    }

    /** Repeated along axes of size 1. */
    record Expand() implements Op {}

    /** What nothing more is known about, and why; its arguments are the opaque ones among the node's inputs. */
    record Opaque(OnnxNode node, int output, String reason) implements Op {}
}
