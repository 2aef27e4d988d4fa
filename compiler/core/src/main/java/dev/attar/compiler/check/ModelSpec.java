package dev.attar.compiler.check;

import dev.attar.compiler.syntax.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model as its author meant it: every name resolved, every number evaluated, every rule of the language checked. What is
 * not allowed cannot be built ({@link IllegalArgumentException}); what was not written has its default here.
 *
 * @param name the model's name, an upper-case Java identifier
 * @param vocabulary V, number of token ids
 * @param context longest sequence, in tokens
 * @param width C, channels of the hidden state
 * @param embedding of every stack
 * @param stacks an encoder, a decoder, or an encoder and the decoder that reads it
 */
public record ModelSpec(
        String name,
        int vocabulary,
        int context,
        int width,
        Embedding embedding,
        List<Stack> stacks,
        Head head,
        Texts texts,
        Optional<Train> train) {

    public ModelSpec {
        stacks = List.copyOf(stacks);
        demand(name.matches("[A-Z][A-Za-z0-9_]*"), "model name", name);
        dimension("vocabulary", vocabulary);
        dimension("context", context);
        dimension("width", width);
        ModelRules.demandStacks(stacks, width);
        ModelRules.demandEmbedding(embedding, stacks, context, width);
        ModelRules.demandHead(head, embedding, stacks, width);
        if (head instanceof Head.Generate generate) {
            int tokens = stacks.getLast().vocabulary().orElse(vocabulary);
            generate.generation().tokens().forEach(token -> demand(token >= 0 && token < tokens, "token", token));
        }
    }

    /** A model of one encoder. */
    public ModelSpec(
            String name,
            int vocabulary,
            int context,
            int width,
            Embedding embedding,
            Encoder encoder,
            Head head,
            Optional<Train> train) {
        this(name, vocabulary, context, width, embedding, List.of(encoder), head, train);
    }

    /** A model without prompts. */
    public ModelSpec(
            String name,
            int vocabulary,
            int context,
            int width,
            Embedding embedding,
            List<Stack> stacks,
            Head head,
            Optional<Train> train) {
        this(name, vocabulary, context, width, embedding, stacks, head, Texts.NONE, train);
    }

    /** The model with prompts. */
    public ModelSpec withTexts(Texts prompts) {
        return new ModelSpec(name, vocabulary, context, width, embedding, stacks, head, prompts, train);
    }

    /** The model with another head. */
    public ModelSpec withHead(Head other) {
        return new ModelSpec(name, vocabulary, context, width, embedding, stacks, other, texts, train);
    }

    /** E: channels of the embedding tables; those of the model, unless a dense layer leads from one to the other. */
    public int embeddingWidth() {
        return embedding.width().orElse(width);
    }

    /** The encoder; to be asked only of a model that has one. */
    public Encoder encoder() {
        return stacks.stream()
                .filter(Encoder.class::isInstance)
                .map(Encoder.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no encoder"));
    }

    public Optional<Decoder> decoder() {
        return stacks.getLast() instanceof Decoder decoder ? Optional.of(decoder) : Optional.empty();
    }

    /** Whether an encoder reads a source and a decoder writes a target. */
    public boolean isTranslator() {
        return stacks.size() == 2;
    }

    /** V of one of the stacks. */
    public int vocabularyOf(Stack stack) {
        return stack.vocabulary().orElse(vocabulary);
    }

    /** The longest sequence of one of the stacks. */
    public int contextOf(Stack stack) {
        return stack.context().orElse(context);
    }

    /** Whether each stack has a token table of its own. */
    public boolean hasSeparateTables() {
        return embedding.separate()
                || stacks.stream().map(this::vocabularyOf).distinct().count() > 1;
    }

    /**
     * Token embedding plus positions plus segments, then an optional norm.
     *
     * @param width of the tables, where a dense layer leads from there to the width of the model (ALBERT)
     * @param scale what token vectors are multiplied by
     * @param separate each stack has a token table of its own
     * @param padding a token whose rows learn nothing from being looked up
     */
    public record Embedding(
            Positions positions,
            int segments,
            Optional<Integer> width,
            double scale,
            boolean separate,
            Optional<Integer> padding,
            Optional<Norm> norm,
            double dropout) {
        public Embedding {
            demand(segments >= 0 && segments <= Limits.MAX_DIMENSION, "segments", segments);
            width.ifPresent(given -> dimension("embedding width", given));
            demand(DecimalRange.SCALE.contains(scale), "embedding scale", scale);
            probability(dropout);
        }

        /** Tables as wide as the model, not scaled. */
        public Embedding(Positions positions, int segments, Optional<Norm> norm, double dropout) {
            this(positions, segments, Optional.empty(), 1, false, norm, dropout);
        }

        /** All tokens learn. */
        public Embedding(
                Positions positions,
                int segments,
                Optional<Integer> width,
                double scale,
                boolean separate,
                Optional<Norm> norm,
                double dropout) {
            this(positions, segments, width, scale, separate, Optional.empty(), norm, dropout);
        }
    }

    /** How a token learns its place in the sequence. */
    public sealed interface Positions {
        /** Not at all: the encoder is then equivariant to permutations of its tokens, unless attention knows distances. */
        record None() implements Positions {}

        /** A learned table with a row for each position; row {@code position + offset} is used (RoBERTa: 2). */
        record Learned(int offset) implements Positions {
            public Learned {
                demand(offset >= 0, "position offset", offset);
            }
        }

        /**
         * Sines and cosines (Vaswani et al. 2017, section 3.5).
         *
         * @param offset the number of the first position
         * @param halves sines in the first half of the channels, cosines in the second; otherwise by turns
         * @param inclusive the last frequency is 1 / 10000, not the one after it
         */
        record Sinusoidal(int offset, boolean halves, boolean inclusive) implements Positions {
            public Sinusoidal {
                demand(offset >= 0 && offset <= Limits.MAX_DIMENSION, "position offset", offset);
            }

            /** The table of Vaswani et al. 2017: sines and cosines by turns, positions from 0. */
            public Sinusoidal() {
                this(0, false, false);
            }
        }
    }

    /**
     * @param kind which norm
     * @param epsilon inside the root
     * @param bias whether it shifts by a learned vector; an RMS norm never does
     * @param scale whether it multiplies by a learned vector
     */
    public record Norm(NormKind kind, double epsilon, boolean bias, boolean scale) {
        public Norm {
            demand(DecimalRange.EPSILON.contains(epsilon), "epsilon", epsilon);
            demand(!bias || kind == NormKind.LAYER && scale, "a norm with a bias alone:", kind);
        }

        /** Layer normalisation with this epsilon. */
        public Norm(double epsilon) {
            this(NormKind.LAYER, epsilon, true, true);
        }

        /** RMS normalisation with this epsilon. */
        public static Norm rms(double epsilon) {
            return new Norm(NormKind.RMS, epsilon, false, true);
        }
    }

    public enum NormKind {
        /** To mean 0 and variance 1 (Ba, Kiros and Hinton 2016). */
        LAYER,
        /** To mean square 1 (Zhang and Sennrich 2019). */
        RMS
    }

    /** Layers of attention and feed-forward, equal but for what their attention sees. */
    public sealed interface Stack {
        /** V where it is not the model's. */
        Optional<Integer> vocabulary();

        /** The longest sequence where it is not the model's. */
        Optional<Integer> context();

        int depth();

        /** Whether all layers have the same parameters (ALBERT). */
        boolean shared();

        Attention attention();

        FeedForward feedForward();

        Residual residual();

        /** After the last layer, as pre-norm models have. */
        Optional<Norm> norm();
    }

    /** Each token sees those before and after it. */
    public record Encoder(
            Optional<Integer> vocabulary,
            Optional<Integer> context,
            int depth,
            boolean shared,
            Attention attention,
            FeedForward feedForward,
            Residual residual,
            Optional<Norm> norm)
            implements Stack {
        public Encoder {
            demandStack(vocabulary, context, depth);
        }

        /** With the model's vocabulary and context, each layer with its own parameters. */
        public Encoder(
                int depth, Attention attention, FeedForward feedForward, Residual residual, Optional<Norm> norm) {
            this(Optional.empty(), Optional.empty(), depth, false, attention, feedForward, residual, norm);
        }
    }

    /**
     * Each token sees itself and those before it.
     *
     * @param cross attention to what an encoder made of a source, between the two other parts
     */
    public record Decoder(
            Optional<Integer> vocabulary,
            Optional<Integer> context,
            int depth,
            boolean shared,
            Attention attention,
            Optional<Attention> cross,
            FeedForward feedForward,
            Residual residual,
            Optional<Norm> norm)
            implements Stack {
        public Decoder {
            demandStack(vocabulary, context, depth);
            cross.ifPresent(over -> demand(over.isCross(), "cross attention with reach or distances:", over));
            demand(cross.isEmpty() || residual.order() != Order.PARALLEL, "cross attention in order", "parallel");
        }
    }

    private static void demandStack(Optional<Integer> vocabulary, Optional<Integer> context, int depth) {
        vocabulary.ifPresent(size -> dimension("vocabulary", size));
        context.ifPresent(size -> dimension("context", size));
        demand(depth >= 1 && depth <= Limits.MAX_DEPTH, "depth", depth);
    }

    /**
     * @param groups how many heads of keys and values there are; heads of a group share one
     * @param headWidth D where it is not width / heads
     * @param scale of the scores where it is not 1 / sqrt(D)
     * @param norm of queries and keys, each head by itself
     * @param reach how far each layer sees, by turns
     */
    public record Attention(
            int heads,
            int groups,
            Optional<Integer> headWidth,
            Optional<Double> scale,
            Bias bias,
            Optional<Norm> norm,
            Distances distances,
            List<Reach> reach,
            double dropout) {
        public Attention {
            reach = List.copyOf(reach);
            dimension("heads", heads);
            demand(groups >= 1 && heads % groups == 0, "groups for " + heads + " heads:", groups);
            headWidth.ifPresent(width -> dimension("channels of all heads", (long) width * heads));
            scale.ifPresent(given -> demand(DecimalRange.SCALE.contains(given), "attention scale", given));
            norm.ifPresent(given -> demand(!given.bias(), "a bias in the norm of", "queries and keys"));
            demand(!reach.isEmpty() && reach.size() <= Limits.MAX_DEPTH, "turns", reach.size());
            demand(
                    distances instanceof Distances.Rotary
                            || reach.stream().allMatch(turn -> turn.base().isEmpty()),
                    "a rotary base without",
                    "rotary positions");
            probability(dropout);
        }

        /** Every head with keys and values of its own, biases everywhere, all in reach. */
        public Attention(int heads, double dropout) {
            this(
                    heads,
                    heads,
                    Optional.empty(),
                    Optional.empty(),
                    Bias.ALL,
                    Optional.empty(),
                    new Distances.None(),
                    List.of(Reach.FULL),
                    dropout);
        }

        /** D in a model of this width. */
        public int headWidthIn(int width) {
            demand(headWidth.isPresent() || width % heads == 0, "heads in a width of " + width, heads);
            return headWidth.orElse(width / heads);
        }

        private boolean isCross() {
            return distances instanceof Distances.None && reach.equals(List.of(Reach.FULL));
        }
    }

    public enum Order {
        /** x + f(norm(x)) */
        PRE,
        /** norm(x + f(x)) */
        POST,
        /** x + attention(norm1(x)) + feedforward(norm2(x)) */
        PARALLEL
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
        MAX,
        LAST,
        WEIGHTED_MEAN,
        MEAN_SQRT_LEN
    }

    /**
     * A dense layer between the hidden state and the result.
     *
     * @param activation empty: none, the layer is linear
     * @param norm after the activation
     */
    public record Dense(int width, Optional<Activation> activation, boolean bias, Optional<Norm> norm) {
        public Dense {
            dimension("dense width", width);
        }

        /** With a bias and without a norm. */
        public Dense(int width, Activation activation) {
            this(width, Optional.of(activation), true, Optional.empty());
        }
    }

    /** What is computed from the hidden states. */
    public sealed interface Head {
        /**
         * One vector a sequence.
         *
         * @param pools one, or several side by side
         */
        record Embed(List<Pool> pools, Optional<Dense> dense, boolean normalize) implements Head {
            public Embed(Pool pool, Optional<Dense> dense, boolean normalize) {
                this(List.of(pool), dense, normalize);
            }

            public Embed {
                pools = List.copyOf(pools);
                demand(!pools.isEmpty() && Set.copyOf(pools).size() == pools.size(), "pools", pools);
            }
        }

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

        /**
         * Vocabulary scores a token, through a dense layer, a norm and an output matrix (BERT section 3.1). The dense layer is as
         * wide as the token table.
         *
         * @param tied the output matrix is the token table
         * @param bias of the dense layer (inputs) and of the output matrix
         */
        record MaskedLanguageModel(Activation activation, Norm norm, boolean tied, Bias bias) implements Head {
            /** The head of BERT: the output matrix is the token table, and both layers have a bias. */
            public MaskedLanguageModel(Activation activation, Norm norm) {
                this(activation, norm, true, Bias.ALL);
            }
        }

        /**
         * Scores of the next token.
         *
         * @param tied the output matrix is the decoder's token table
         * @param scale what hidden states are multiplied by before it
         * @param bias whether the output matrix has one
         * @param generation how texts are written
         */
        record Generate(boolean tied, double scale, boolean bias, Generation generation) implements Head {
            /** With nothing said about the texts. */
            public Generate(boolean tied, double scale, boolean bias) {
                this(tied, scale, bias, Generation.NONE);
            }

            public Generate {
                demand(DecimalRange.SCALE.contains(scale), "output scale", scale);
            }
        }
    }

    /** Whether it can be written between quotes, and as UTF-8. */
    static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && Text.quoted(text).length() <= Text.MAX_LENGTH;
    }

    static void dimension(String what, long size) {
        demand(size >= 1 && size <= Limits.MAX_DIMENSION, what, size);
    }

    static void probability(double dropout) {
        demand(DecimalRange.PROBABILITY.contains(dropout), "dropout", dropout);
    }

    /** The checker has said all this to the author before; whoever builds a spec by other means hears it here. */
    static void demand(boolean holds, String what, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("a model cannot have " + what + " " + found);
        }
    }
}
