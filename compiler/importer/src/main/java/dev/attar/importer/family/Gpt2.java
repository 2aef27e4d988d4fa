package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.Optional;

/** GPT-2: learned positions, pre-norm, tied output. */
final class Gpt2 extends DecoderTable {
    @Override
    public List<String> types() {
        return List.of("gpt2");
    }

    @Override
    public String names(FamilyConfig config) {
        return config.flag("scale_attn_by_inverse_layer_idx", false) ? "gpt2-scaled" : "gpt2";
    }

    @Override
    boolean tied() {
        return true;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("n_embd");
        int heads = config.size("n_head");
        Norm norm = config.layerNorm("layer_norm_epsilon");
        double dropout = config.dropout("resid_pdrop");
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                config.flag("scale_attn_weights", true) ? Optional.empty() : Optional.of(1.0),
                Bias.ALL,
                Optional.empty(),
                new Distances.None(),
                List.of(Reach.FULL),
                config.dropout("attn_pdrop"));
        FeedForward feedForward = new FeedForward(
                config.sizeOr(4 * width, "n_inner"), config.activation("activation_function", Activation.GELU_TANH));
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("n_positions", "n_ctx"),
                width,
                embedding(new Positions.Learned(0), Optional.empty(), config.dropout("embd_pdrop")),
                List.of(decoder(
                        config.depth("n_layer"),
                        attention,
                        feedForward,
                        new Residual(norm, Order.PRE, dropout),
                        Optional.of(norm))));
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        return List.of(ConfigWriter.of("gpt2", "GPT2LMHeadModel")
                .put("vocab_size", spec.vocabulary())
                .put("n_positions", spec.context())
                .put("n_embd", spec.width())
                .put("n_layer", stack.depth())
                .put("n_head", attention.heads())
                .put("n_inner", stack.feedForward().width())
                .put(
                        "activation_function",
                        ActivationNames.of(stack.feedForward().activation()))
                .put("layer_norm_epsilon", stack.residual().norm().epsilon())
                .put("scale_attn_weights", attention.scale().isEmpty())
                .put("attn_pdrop", attention.dropout())
                .put("embd_pdrop", spec.embedding().dropout())
                .put("resid_pdrop", stack.residual().dropout())
                .put("tie_word_embeddings", ConfigWriter.generate(spec).tied()));
    }

    @Override
    public List<String> harmless() {
        // reorder_and_upcast_attn is about rounding in half precision.
        return List.of(
                "n_ctx",
                "reorder_and_upcast_attn",
                "summary_activation",
                "summary_first_dropout",
                "summary_proj_to_labels",
                "summary_type",
                "summary_use_proj");
    }
}
