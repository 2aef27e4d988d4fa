package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** GTE and NomicBERT: post-norm with rotary positions and a gated feed-forward part; they differ in biases. */
final class Gte extends EncoderTable {
    /**
     * What a family has of its own.
     *
     * @param base of the rotary positions, where nothing is said
     */
    private enum Kind {
        GTE("gte", "gte", 160000, 1, Activation.GELU, Bias.ALL, Bias.OUTPUT),
        NOMIC("nomic_bert", "nomic", 1000, 2, Activation.SILU, Bias.NONE, Bias.NONE);

        private final String type;
        private final String names;
        private final double base;
        private final int segments;
        private final Activation activation;
        private final Bias attention;
        private final Bias feedForward;

        Kind(
                String type,
                String names,
                double base,
                int segments,
                Activation activation,
                Bias attention,
                Bias feedForward) {
            this.type = type;
            this.names = names;
            this.base = base;
            this.segments = segments;
            this.activation = activation;
            this.attention = attention;
            this.feedForward = feedForward;
        }

        static Kind of(FamilyConfig config) {
            String type = config.settings().text("model_type").orElseThrow();
            return Arrays.stream(values())
                    .filter(kind -> kind.type.equals(type))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public List<String> types() {
        return Arrays.stream(Kind.values()).map(kind -> kind.type).toList();
    }

    @Override
    public String names(FamilyConfig config) {
        return Kind.of(config).names;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        Kind kind = Kind.of(config);
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        Norm norm = new Norm(config.epsilon("layer_norm_eps", 1e-12));
        double dropout = config.dropout("hidden_dropout_prob");
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                kind.attention,
                Optional.empty(),
                config.rotary(kind.base, 1),
                List.of(Reach.FULL),
                config.dropout("attention_probs_dropout_prob"));
        FeedForward feedForward = new FeedForward(
                config.size("intermediate_size"),
                config.activation("hidden_act", kind.activation),
                true,
                kind.feedForward);
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                width,
                new Embedding(
                        new Positions.None(),
                        config.count("type_vocab_size", kind.segments),
                        Optional.of(norm),
                        dropout),
                List.of(encoder(
                        config.depth("num_hidden_layers"),
                        attention,
                        feedForward,
                        new Residual(norm, Order.POST, dropout),
                        Optional.empty())));
    }

    @Override
    Optional<Sequence> sequence(FamilyConfig config) {
        return Optional.of(new Sequence(Pool.CLS, new Dense(config.size("hidden_size"), Activation.TANH)));
    }

    @Override
    List<Optional<Dense>> tokens(FamilyConfig config) {
        return List.of(Optional.empty());
    }

    @Override
    Optional<Head> masked(FamilyConfig config) {
        return Optional.empty();
    }

    @Override
    public String heads() {
        return "Model, ForSequenceClassification and ForTokenClassification";
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        List<ObjectNode> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            ObjectNode json = ConfigWriter.of(
                            kind.type, (kind == Kind.GTE ? "Gte" : "NomicBert") + ConfigWriter.ending(spec.head()))
                    .put("vocab_size", spec.vocabulary())
                    .put("max_position_embeddings", spec.context())
                    .put("type_vocab_size", spec.embedding().segments())
                    .put("hidden_size", spec.width())
                    .put("intermediate_size", stack.feedForward().width())
                    .put("num_hidden_layers", stack.depth())
                    .put("num_attention_heads", attention.heads())
                    .put("hidden_act", ActivationNames.of(stack.feedForward().activation()))
                    .put("layer_norm_eps", stack.residual().norm().epsilon())
                    .put("hidden_dropout_prob", spec.embedding().dropout())
                    .put("attention_probs_dropout_prob", attention.dropout());
            json.set("rope_parameters", ConfigWriter.rotary(attention));
            all.add(json);
        }
        return all;
    }

    @Override
    public List<String> harmless() {
        return List.of("tie_word_embeddings");
    }
}
