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
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.Optional;

/** EuroBERT: an encoder of Llama's parts. */
final class EuroBert extends EncoderTable {
    @Override
    public List<String> types() {
        return List.of("eurobert");
    }

    @Override
    public String names(FamilyConfig config) {
        return "eurobert";
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        Norm norm = Norm.rms(config.epsilon("rms_norm_eps", 1e-5));
        Attention attention = new Attention(
                heads,
                config.sizeOr(heads, "num_key_value_heads"),
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                config.flag("attention_bias", false) ? Bias.ALL : Bias.NONE,
                Optional.empty(),
                config.rotary(250000, 1),
                List.of(Reach.FULL),
                config.dropout("attention_dropout"));
        FeedForward feedForward = new FeedForward(
                config.size("intermediate_size"),
                config.activation("hidden_act", Activation.SILU),
                true,
                config.flag("mlp_bias", false) ? Bias.ALL : Bias.NONE);
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                width,
                new Embedding(new Positions.None(), 0, Optional.empty(), 0),
                List.of(encoder(
                        config.depth("num_hidden_layers"),
                        attention,
                        feedForward,
                        new Residual(norm, Order.PRE, 0),
                        Optional.of(norm))));
    }

    @Override
    Optional<Sequence> sequence(FamilyConfig config) {
        return Optional.empty();
    }

    @Override
    List<Optional<Dense>> tokens(FamilyConfig config) {
        return List.of();
    }

    @Override
    Optional<Head> masked(FamilyConfig config) {
        return Optional.empty();
    }

    @Override
    public String heads() {
        return "Model";
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        ObjectNode json = ConfigWriter.of("eurobert", "EuroBertModel")
                .put("vocab_size", spec.vocabulary())
                .put("max_position_embeddings", spec.context())
                .put("hidden_size", spec.width())
                .put("intermediate_size", stack.feedForward().width())
                .put("num_hidden_layers", stack.depth())
                .put("num_attention_heads", attention.heads())
                .put("num_key_value_heads", attention.groups())
                .put("head_dim", attention.headWidthIn(spec.width()))
                .put("hidden_act", ActivationNames.of(stack.feedForward().activation()))
                .put("rms_norm_eps", stack.residual().norm().epsilon())
                .put("attention_bias", attention.bias() == Bias.ALL)
                .put("mlp_bias", stack.feedForward().bias() == Bias.ALL)
                .put("attention_dropout", attention.dropout());
        json.set("rope_parameters", ConfigWriter.rotary(attention));
        return List.of(json);
    }

    @Override
    public List<String> harmless() {
        return List.of("classifier_pooling", "mask_token_id", "pretraining_tp");
    }
}
