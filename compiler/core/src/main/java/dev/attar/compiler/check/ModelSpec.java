package dev.attar.compiler.check;

import java.util.List;
import java.util.Optional;

/**
 * A model as its author meant it: every name resolved, every number evaluated, every rule of the language checked. What is
 * not allowed cannot be built; what was not written has its default here.
 *
 * @param name the model's name, an upper-case Java identifier
 * @param vocabulary V, number of token ids
 * @param context longest sequence, in tokens
 * @param width C, channels of the hidden state
 */
public record ModelSpec(
        String name,
        int vocabulary,
        int context,
        int width,
        Embedding embedding,
        Encoder encoder,
        Head head,
        Optional<Train> train) {

    /** Token embedding plus positions plus segments, then an optional norm. */
    public record Embedding(Positions positions, int segments, Optional<Norm> norm, double dropout) {}

    /** How a token learns its place in the sequence. */
    public sealed interface Positions {
        /** Not at all: the encoder is then equivariant to permutations of its tokens. */
        record None() implements Positions {}

        /** A learned table with a row for each position; row {@code position + offset} is used (RoBERTa: 2). */
        record Learned(int offset) implements Positions {}

        /** Sines and cosines (Vaswani et al. 2017, section 3.5). */
        record Sinusoidal() implements Positions {}
    }

    /** Layer normalisation with this epsilon inside the root. */
    public record Norm(double epsilon) {}

    /**
     * {@code depth} equal layers of self-attention and feed-forward.
     *
     * @param norm a norm after the last layer, as pre-norm models have
     */
    public record Encoder(
            int depth, Attention attention, FeedForward feedForward, Residual residual, Optional<Norm> norm) {}

    public record Attention(int heads, double dropout) {}

    public record FeedForward(int width, Activation activation) {}

    /** The skip connection around each half of a layer, and where its norm sits. */
    public record Residual(Norm norm, Order order, double dropout) {}

    public enum Order {
        /** x + f(norm(x)) */
        PRE,
        /** norm(x + f(x)) */
        POST
    }

    public enum Activation {
        RELU,
        GELU,
        GELU_TANH,
        SILU,
        TANH
    }

    public enum Pool {
        MEAN,
        CLS,
        MAX
    }

    /** A dense layer between the hidden state and the classes. */
    public record Dense(int width, Activation activation) {}

    /** What is made of the hidden states. */
    public sealed interface Head {
        /** One vector a sequence. */
        record Embed(Pool pool, Optional<Dense> dense, boolean normalize) implements Head {}

        /** One row of class scores a sequence; {@code dense} is BERT's pooler or RoBERTa's first layer. */
        record Classify(Pool pool, Optional<Dense> dense, int classes, boolean softmax) implements Head {}

        /** One row of class scores a token. */
        record Tokens(int classes, boolean softmax) implements Head {}

        /** Two scores a token: start and end of an answer. */
        record Span() implements Head {}

        /** Vocabulary scores a token, through a dense layer, a norm and the token embedding itself (BERT section 3.1). */
        record MaskedLanguageModel(Activation activation, Norm norm) implements Head {}
    }

    /** What the spec says about training; kept for the training entry point. */
    public record Train(Optimizer optimizer, Loss loss, List<Metric> metrics, int epochs) {
        public Train {
            metrics = List.copyOf(metrics);
        }
    }

    public record Optimizer(OptimizerKind kind, double rate) {}

    public enum OptimizerKind {
        SGD,
        ADAM,
        ADAMW
    }

    public enum Loss {
        SPARSE_CATEGORICAL_CROSSENTROPY,
        MEAN_SQUARED_ERROR
    }

    public enum Metric {
        ACCURACY
    }
}
