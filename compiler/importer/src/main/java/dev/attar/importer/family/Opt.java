package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.NormKind;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.Optional;

/** OPT: the position table begins with two rows for padding. */
final class Opt extends DecoderTable {
    private static final int OFFSET = 2;

    @Override
    public List<String> types() {
        return List.of("opt");
    }

    @Override
    public String names(FamilyConfig config) {
        return "opt";
    }

    @Override
    boolean tied() {
        return true;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        // Another width has dense layers after the table and before the output, of which the language has the first
        // only.
        config.require("word_embed_proj_dim", Integer.toString(width));
        Bias bias = config.flag("enable_bias", true) ? Bias.ALL : Bias.NONE;
        boolean affine = config.flag("layer_norm_elementwise_affine", true);
        Norm norm = new Norm(NormKind.LAYER, Limits.DEFAULT_EPSILON, affine, affine);
        boolean before = config.flag("do_layer_norm_before", true);
        boolean last = before && !config.flag("_remove_final_layer_norm", false);
        double dropout = config.dropout("dropout");
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                bias,
                Optional.empty(),
                new Distances.None(),
                List.of(Reach.FULL),
                config.dropout("attention_dropout"));
        FeedForward feedForward = new FeedForward(
                config.size("ffn_dim"), config.activation("activation_function", Activation.RELU), false, bias);
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                width,
                embedding(new Positions.Learned(OFFSET), Optional.empty(), 0),
                List.of(decoder(
                        config.depth("num_hidden_layers"),
                        attention,
                        feedForward,
                        new Residual(norm, before ? Order.PRE : Order.POST, dropout),
                        last ? Optional.of(norm) : Optional.empty())));
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        return List.of(ConfigWriter.of("opt", "OPTForCausalLM")
                .put("vocab_size", spec.vocabulary())
                .put("max_position_embeddings", spec.context())
                .put("hidden_size", spec.width())
                .put("word_embed_proj_dim", spec.width())
                .put("num_hidden_layers", stack.depth())
                .put("num_attention_heads", attention.heads())
                .put("ffn_dim", stack.feedForward().width())
                .put(
                        "activation_function",
                        ActivationNames.of(stack.feedForward().activation()))
                .put("enable_bias", attention.bias() == Bias.ALL)
                .put("layer_norm_elementwise_affine", stack.residual().norm().scale())
                .put("do_layer_norm_before", stack.residual().order() == Order.PRE)
                .put(
                        "_remove_final_layer_norm",
                        stack.residual().order() == Order.PRE && stack.norm().isEmpty())
                .put("attention_dropout", attention.dropout())
                .put("dropout", stack.residual().dropout())
                .put("tie_word_embeddings", ConfigWriter.generate(spec).tied()));
    }

    @Override
    public List<String> harmless() {
        return List.of("activation_dropout", "init_std", "layerdrop");
    }
}
