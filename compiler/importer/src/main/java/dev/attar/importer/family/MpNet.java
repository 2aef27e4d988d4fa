package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.Distances;
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
import dev.attar.importer.source.ImportException;
import java.util.List;
import java.util.Optional;

/** MPNet: learned positions from the second row on, and relative buckets. */
final class MpNet extends EncoderTable {
    private static final int OFFSET = 2;

    @Override
    public List<String> types() {
        return List.of("mpnet");
    }

    @Override
    public String names(FamilyConfig config) {
        return "mpnet";
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int rows = config.size("max_position_embeddings");
        if (rows <= OFFSET) {
            throw new ImportException("config.json: 'max_position_embeddings' leaves no positions after the first two");
        }
        Norm norm = norm(config);
        double dropout = config.dropout("hidden_dropout_prob");
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                Bias.ALL,
                Optional.empty(),
                new Distances.Relative(
                        config.sizeOr(Distances.Relative.USUAL_BUCKETS, "relative_attention_num_buckets"),
                        Distances.Relative.USUAL_DISTANCE),
                List.of(Reach.FULL),
                config.dropout("attention_probs_dropout_prob"));
        return new FamilyModel(
                config.size("vocab_size"),
                rows - OFFSET,
                width,
                new Embedding(new Positions.Learned(OFFSET), 0, Optional.of(norm), dropout),
                List.of(encoder(
                        config.depth("num_hidden_layers"),
                        attention,
                        new FeedForward(
                                config.size("intermediate_size"), config.activation("hidden_act", Activation.GELU)),
                        new Residual(norm, Order.POST, dropout),
                        Optional.empty())));
    }

    private static Norm norm(FamilyConfig config) {
        return new Norm(config.epsilon("layer_norm_eps", 1e-12));
    }

    @Override
    Optional<Sequence> sequence(FamilyConfig config) {
        Dense dense = new Dense(config.size("hidden_size"), Activation.TANH);
        return Optional.of(new Sequence(Pool.CLS, Optional.of(dense), "classifier.out_proj.weight"));
    }

    @Override
    List<Optional<Dense>> tokens(FamilyConfig config) {
        return List.of(Optional.empty());
    }

    @Override
    Optional<Head> masked(FamilyConfig config) {
        return Optional.of(new Head.MaskedLanguageModel(
                Activation.GELU, norm(config), config.flag("tie_word_embeddings", true), Bias.ALL));
    }

    @Override
    public String heads() {
        return "Model, ForSequenceClassification, ForTokenClassification and ForMaskedLM";
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        ObjectNode json = ConfigWriter.of("mpnet", "MPNet" + ConfigWriter.ending(spec.head()))
                .put("vocab_size", spec.vocabulary())
                .put("max_position_embeddings", spec.context() + OFFSET)
                .put("pad_token_id", 1)
                .put("hidden_size", spec.width())
                .put("intermediate_size", stack.feedForward().width())
                .put("num_hidden_layers", stack.depth())
                .put("num_attention_heads", attention.heads())
                .put("relative_attention_num_buckets", ((Distances.Relative) attention.distances()).buckets())
                .put("hidden_act", ActivationNames.of(stack.feedForward().activation()))
                .put("layer_norm_eps", stack.residual().norm().epsilon())
                .put("hidden_dropout_prob", spec.embedding().dropout())
                .put("attention_probs_dropout_prob", attention.dropout());
        return List.of(json);
    }

    @Override
    public List<String> harmless() {
        return List.of("tie_word_embeddings");
    }
}
