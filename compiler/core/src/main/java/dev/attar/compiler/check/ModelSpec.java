package dev.attar.compiler.check;

import java.util.List;
import java.util.Optional;

/**
 * A model as its author meant it: every name resolved, every number evaluated, every rule of the language checked. What is
 * not allowed cannot be built ({@link IllegalArgumentException}); what was not written has its default here.
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

    public ModelSpec {
        demand(name.matches("[A-Z][A-Za-z0-9_]*"), "model name", name);
        dimension("vocabulary", vocabulary);
        dimension("context", context);
        dimension("width", width);
        int heads = encoder.attention().heads();
        demand(width % heads == 0, "heads in a width of " + width, heads);
        if (embedding.positions() instanceof Positions.Learned(int offset)) {
            dimension("rows of the position table", (long) context + offset);
        }
    }

    /** Token embedding plus positions plus segments, then an optional norm. */
    public record Embedding(Positions positions, int segments, Optional<Norm> norm, double dropout) {
        public Embedding {
            demand(segments >= 0 && segments <= Limits.MAX_DIMENSION, "segments", segments);
            probability(dropout);
        }
    }

    /** How a token learns its place in the sequence. */
    public sealed interface Positions {
        /** Not at all: the encoder is then equivariant to permutations of its tokens. */
        record None() implements Positions {}

        /** A learned table with a row for each position; row {@code position + offset} is used (RoBERTa: 2). */
        record Learned(int offset) implements Positions {
            public Learned {
                demand(offset >= 0, "position offset", offset);
            }
        }

        /** Sines and cosines (Vaswani et al. 2017, section 3.5). */
        record Sinusoidal() implements Positions {}
    }

    /** Layer normalisation with this epsilon inside the root. */
    public record Norm(double epsilon) {
        public Norm {
            demand(DecimalRange.EPSILON.contains(epsilon), "epsilon", epsilon);
        }
    }

    /**
     * {@code depth} equal layers of self-attention and feed-forward.
     *
     * @param norm a norm after the last layer, as pre-norm models have
     */
    public record Encoder(
            int depth, Attention attention, FeedForward feedForward, Residual residual, Optional<Norm> norm) {
        public Encoder {
            demand(depth >= 1 && depth <= Limits.MAX_DEPTH, "depth", depth);
        }
    }

    public record Attention(int heads, double dropout) {
        public Attention {
            dimension("heads", heads);
            probability(dropout);
        }
    }

    public record FeedForward(int width, Activation activation) {
        public FeedForward {
            dimension("feedforward width", width);
        }
    }

    /** The skip connection around each half of a layer, and where its norm sits. */
    public record Residual(Norm norm, Order order, double dropout) {
        public Residual {
            probability(dropout);
        }
    }

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
    public record Dense(int width, Activation activation) {
        public Dense {
            dimension("dense width", width);
        }
    }

    /** What is made of the hidden states. */
    public sealed interface Head {
        /** One vector a sequence. */
        record Embed(Pool pool, Optional<Dense> dense, boolean normalize) implements Head {}

        /** One row of class scores a sequence; {@code dense} is BERT's pooler or RoBERTa's first layer. */
        record Classify(Pool pool, Optional<Dense> dense, int classes, boolean softmax) implements Head {
            public Classify {
                dimension("classes", classes);
            }
        }

        /** One row of class scores a token. */
        record Tokens(int classes, boolean softmax) implements Head {
            public Tokens {
                dimension("classes", classes);
            }
        }

        /** Two scores a token: start and end of an answer. */
        record Span() implements Head {}

        /** Vocabulary scores a token, through a dense layer, a norm and the token embedding itself (BERT section 3.1). */
        record MaskedLanguageModel(Activation activation, Norm norm) implements Head {}
    }

    /** What the spec says about training; kept for the training entry point. */
    public record Train(Optimizer optimizer, Loss loss, List<Metric> metrics, int epochs) {
        public Train {
            demand(epochs >= 1 && epochs <= Limits.MAX_EPOCHS, "epochs", epochs);
            metrics = List.copyOf(metrics);
        }
    }

    public record Optimizer(OptimizerKind kind, double rate) {
        public Optimizer {
            demand(DecimalRange.RATE.contains(rate), "rate", rate);
        }
    }

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

    private static void dimension(String what, long size) {
        demand(size >= 1 && size <= Limits.MAX_DIMENSION, what, size);
    }

    private static void probability(double dropout) {
        demand(DecimalRange.PROBABILITY.contains(dropout), "dropout", dropout);
    }

    /** The checker has said all this to the author before; whoever builds a spec by other means hears it here. */
    private static void demand(boolean holds, String what, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("a model cannot have " + what + " " + found);
        }
    }
}
