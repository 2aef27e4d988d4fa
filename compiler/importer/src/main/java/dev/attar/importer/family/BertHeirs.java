package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * BERT and its heirs as they are exported; their folders are read by an older importer. Of families that compose alike, XLM-R and
 * CamemBERT are RoBERTa, whose tensors have the same names.
 */
final class BertHeirs extends EncoderTable {
    /** What a family has of its own. */
    enum Kind {
        DISTILBERT("distilbert", "DistilBert", Activation.RELU),
        BERT("bert", "Bert", Activation.TANH),
        ROBERTA("roberta", "Roberta", Activation.TANH),
        ELECTRA("electra", "Electra", Activation.GELU),
        ALBERT("albert", "Albert", Activation.TANH);

        private final String type;
        private final String name;
        private final Activation classifier;

        Kind(String type, String name, Activation classifier) {
            this.type = type;
            this.name = name;
            this.classifier = classifier;
        }
    }

    private final Kind kind;

    BertHeirs(Kind kind) {
        this.kind = kind;
    }

    @Override
    public List<String> types() {
        return List.of(kind.type);
    }

    @Override
    public String names(FamilyConfig config) {
        return kind.type;
    }

    // ---- a spec from settings ----

    @Override
    public FamilyModel model(FamilyConfig config) {
        boolean distilled = kind == Kind.DISTILBERT;
        int width = config.size(distilled ? "dim" : "hidden_size");
        int offset = kind == Kind.ROBERTA ? config.count("pad_token_id", 1) + 1 : 0;
        Norm norm = norm(config);
        double dropout = config.dropout(distilled ? "dropout" : "hidden_dropout_prob");
        int embedded = config.sizeOr(width, "embedding_size");
        boolean projects = kind == Kind.ALBERT || embedded != width;
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("max_position_embeddings") - offset,
                width,
                new Embedding(
                        new Positions.Learned(offset),
                        distilled ? 0 : config.count("type_vocab_size", 2),
                        projects ? Optional.of(embedded) : Optional.empty(),
                        1,
                        false,
                        Optional.of(norm),
                        dropout),
                List.of(new Encoder(
                        Optional.empty(),
                        Optional.empty(),
                        config.depth(distilled ? "n_layers" : "num_hidden_layers"),
                        kind == Kind.ALBERT,
                        new Attention(
                                config.size(distilled ? "n_heads" : "num_attention_heads"),
                                config.dropout(distilled ? "attention_dropout" : "attention_probs_dropout_prob")),
                        new FeedForward(
                                config.size(distilled ? "hidden_dim" : "intermediate_size"), activation(config)),
                        new Residual(norm, Order.POST, dropout),
                        Optional.empty())));
    }

    private Norm norm(FamilyConfig config) {
        return new Norm(kind == Kind.DISTILBERT ? 1e-12 : config.epsilon("layer_norm_eps", 1e-12));
    }

    private Activation activation(FamilyConfig config) {
        return config.activation(kind == Kind.DISTILBERT ? "activation" : "hidden_act", Activation.GELU);
    }

    private int width(FamilyConfig config) {
        return config.size(kind == Kind.DISTILBERT ? "dim" : "hidden_size");
    }

    // ---- heads ----

    @Override
    public Optional<Head> head(String architecture, FamilyConfig config, HeadTensors tensors) {
        if (kind == Kind.ELECTRA && architecture.endsWith("ForPreTraining")) {
            Dense dense = new Dense(width(config), activation(config));
            return Optional.of(new Head.Tokens(Optional.of(dense), tensors.classes(""), false, Labels.NONE));
        }
        return super.head(architecture, config, tensors);
    }

    @Override
    Optional<Sequence> sequence(FamilyConfig config) {
        return Optional.of(new Sequence(Pool.CLS, new Dense(width(config), kind.classifier)));
    }

    @Override
    List<Optional<Dense>> tokens(FamilyConfig config) {
        return List.of(Optional.empty());
    }

    @Override
    boolean spans() {
        return true;
    }

    @Override
    Optional<Head> masked(FamilyConfig config) {
        boolean own = kind == Kind.ROBERTA || kind == Kind.ELECTRA;
        return Optional.of(new Head.MaskedLanguageModel(own ? Activation.GELU : activation(config), norm(config)));
    }

    // ---- settings from a spec ----

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        int offset = ((Positions.Learned) spec.embedding().positions()).offset();
        if (offset > 0 != (kind == Kind.ROBERTA) || stack.shared() != (kind == Kind.ALBERT)) {
            throw new NoSuchElementException("another of the family");
        }
        boolean discriminates =
                spec.head() instanceof Head.Tokens tokens && tokens.dense().isPresent();
        ObjectNode json = ConfigWriter.of(
                kind.type, kind.name + (discriminates ? "ForPreTraining" : ConfigWriter.ending(spec.head())));
        json.put("vocab_size", spec.vocabulary()).put("max_position_embeddings", spec.context() + offset);
        if (kind == Kind.DISTILBERT) {
            return List.of(json.put("dim", spec.width())
                    .put("hidden_dim", stack.feedForward().width())
                    .put("n_layers", stack.depth())
                    .put("n_heads", stack.attention().heads())
                    .put("activation", ActivationNames.of(stack.feedForward().activation()))
                    .put("dropout", spec.embedding().dropout())
                    .put("attention_dropout", stack.attention().dropout())
                    .put("sinusoidal_pos_embds", false));
        }
        json.put("type_vocab_size", spec.embedding().segments())
                .put("hidden_size", spec.width())
                .put("intermediate_size", stack.feedForward().width())
                .put("num_hidden_layers", stack.depth())
                .put("num_attention_heads", stack.attention().heads())
                .put("hidden_act", ActivationNames.of(stack.feedForward().activation()))
                .put("layer_norm_eps", stack.residual().norm().epsilon())
                .put("hidden_dropout_prob", spec.embedding().dropout())
                .put("attention_probs_dropout_prob", stack.attention().dropout());
        if (kind == Kind.ROBERTA) {
            json.put("pad_token_id", offset - 1);
        }
        if (kind == Kind.ELECTRA || kind == Kind.ALBERT) {
            json.put("embedding_size", spec.embeddingWidth());
        }
        return List.of(json);
    }

    @Override
    public List<String> harmless() {
        return List.of();
    }
}
