package dev.attar.compiler.check;

import dev.attar.compiler.syntax.Text;
import java.nio.charset.StandardCharsets;
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
 * @param texts how texts are handed to the model
 */
public record ModelSpec(
        String name,
        int vocabulary,
        int context,
        int width,
        Embedding embedding,
        Encoder encoder,
        Head head,
        Texts texts,
        Optional<Train> train) {

    /** A model without prompts. */
    public ModelSpec(
            String name,
            int vocabulary,
            int context,
            int width,
            Embedding embedding,
            Encoder encoder,
            Head head,
            Optional<Train> train) {
        this(name, vocabulary, context, width, embedding, encoder, head, Texts.NONE, train);
    }

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

    /** The model with prompts. */
    public ModelSpec withTexts(Texts prompts) {
        return new ModelSpec(name, vocabulary, context, width, embedding, encoder, head, prompts, train);
    }

    /** E: channels of the embedding tables; those of the model, unless a dense layer leads from one to the other. */
    public int embeddingWidth() {
        return embedding.width().orElse(width);
    }

    /**
     * Token embedding plus positions plus segments, then an optional norm.
     *
     * @param width channels of the tables where a dense layer then makes the model's width of them (ALBERT section 3.1); empty:
     *     the model's own
     */
    public record Embedding(
            Positions positions, int segments, Optional<Norm> norm, double dropout, Optional<Integer> width) {
        public Embedding(Positions positions, int segments, Optional<Norm> norm, double dropout) {
            this(positions, segments, norm, dropout, Optional.empty());
        }

        public Embedding {
            width.ifPresent(channels -> dimension("embedding width", channels));
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
     * @param shared whether all layers have the same parameters (ALBERT section 3.1)
     */
    public record Encoder(
            int depth,
            Attention attention,
            FeedForward feedForward,
            Residual residual,
            Optional<Norm> norm,
            boolean shared) {
        /** Layers with parameters of their own. */
        public Encoder(
                int depth, Attention attention, FeedForward feedForward, Residual residual, Optional<Norm> norm) {
            this(depth, attention, feedForward, residual, norm, false);
        }

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

    /**
     * A dense layer between the hidden state and the result.
     *
     * @param activation empty: none, the layer is linear
     */
    public record Dense(int width, Optional<Activation> activation) {
        public Dense(int width, Activation activation) {
            this(width, Optional.of(activation));
        }

        public Dense {
            dimension("dense width", width);
        }
    }

    /** How the score of a class becomes its probability. */
    public enum Probability {
        /** exp(score) over the sum of all classes: one of them holds. */
        SOFTMAX,
        /** 1 / (1 + exp(-score)): each holds or not, whatever the others do. */
        SIGMOID,
        /** It does not: scores are what one wants, such as a regression. */
        NONE
    }

    /**
     * What the classes of a head are called, and how their scores are read. Neither changes what the model computes.
     *
     * @param names the name of each class, by its number; empty: they have none
     * @param probability what is said about it; see {@link #probability(int)} for what holds
     */
    public record Labels(List<String> names, Optional<Probability> probability) {
        public static final Labels NONE = new Labels(List.of(), Optional.empty());

        public Labels {
            names = List.copyOf(names);
            for (String name : names) {
                demand(isText(name), "label", name);
            }
        }

        /** How scores of so many classes become probabilities: softmax, and not at all where there is one class. */
        public Probability probability(int classes) {
            return probability.orElse(classes > 1 ? Probability.SOFTMAX : Probability.NONE);
        }

        private void check(int classes, boolean softmax) {
            demand(names.isEmpty() || names.size() == classes, "labels for " + classes + " classes", names.size());
            demand(!softmax || probability.isEmpty(), "a softmax and a probability", probability);
        }
    }

    /** What is made of the hidden states. */
    public sealed interface Head {
        /** One vector a sequence. */
        record Embed(Pool pool, Optional<Dense> dense, boolean normalize) implements Head {}

        /** One row of class scores a sequence; {@code dense} is BERT's pooler or RoBERTa's first layer. */
        record Classify(Pool pool, Optional<Dense> dense, int classes, boolean softmax, Labels labels) implements Head {
            public Classify(Pool pool, Optional<Dense> dense, int classes, boolean softmax) {
                this(pool, dense, classes, softmax, Labels.NONE);
            }

            public Classify {
                dimension("classes", classes);
                labels.check(classes, softmax);
            }
        }

        /** One row of class scores a token; {@code dense} is the first layer of ELECTRA's discriminator. */
        record Tokens(Optional<Dense> dense, int classes, boolean softmax, Labels labels) implements Head {
            public Tokens(int classes, boolean softmax) {
                this(Optional.empty(), classes, softmax, Labels.NONE);
            }

            public Tokens {
                dimension("classes", classes);
                labels.check(classes, softmax);
            }
        }

        /** Two scores a token: start and end of an answer. */
        record Span() implements Head {}

        /** Vocabulary scores a token, through a dense layer, a norm and the token embedding itself (BERT section 3.1). */
        record MaskedLanguageModel(Activation activation, Norm norm) implements Head {}
    }

    /**
     * How texts are handed to the model.
     *
     * @param prompts in the order they were written, with distinct names
     * @param standard name of the prompt that every text gets unless another is asked for; empty: none
     * @param truncate whether texts of more tokens than the context are cut, and not refused
     */
    public record Texts(List<Prompt> prompts, Optional<String> standard, boolean truncate) {
        public static final Texts NONE = new Texts(List.of(), Optional.empty(), false);

        public Texts {
            prompts = List.copyOf(prompts);
            List<String> names = prompts.stream().map(Prompt::name).distinct().toList();
            demand(names.size() == prompts.size(), "prompts with equal names", names);
            if (standard.isPresent()) {
                demand(names.contains(standard.get()), "the default prompt", standard.get());
            }
        }

        /** The same prompts, where texts are cut at the context. */
        public Texts truncated() {
            return new Texts(prompts, standard, true);
        }

        /** The words of the prompt with this name. */
        public Optional<String> prompt(String name) {
            return prompts.stream()
                    .filter(prompt -> prompt.name().equals(name))
                    .map(Prompt::words)
                    .findFirst();
        }
    }

    /** Words that are put before a text. */
    public record Prompt(String name, String words) {
        public Prompt {
            demand(isText(name), "prompt name", name);
            demand(isText(words), "prompt", words);
        }
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

    /** Whether it can be written between quotes, and as UTF-8. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && Text.quoted(text).length() <= Text.MAX_LENGTH;
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
