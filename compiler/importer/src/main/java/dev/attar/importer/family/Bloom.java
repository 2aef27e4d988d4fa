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

/** BLOOM: alibi, and a norm after the embedding. */
final class Bloom extends DecoderTable {
    private static final int USUAL_CONTEXT = 2048;

    @Override
    public List<String> types() {
        return List.of("bloom");
    }

    @Override
    public String names(FamilyConfig config) {
        return "bloom";
    }

    @Override
    boolean tied() {
        return true;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size", "n_embed");
        int heads = config.size("n_head", "num_attention_heads");
        config.require("apply_residual_connection_post_layernorm", "false");
        Norm norm = config.layerNorm("layer_norm_epsilon");
        double dropout = config.dropout("hidden_dropout");
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                Bias.ALL,
                Optional.empty(),
                new Distances.Alibi(),
                List.of(Reach.FULL),
                config.dropout("attention_dropout"));
        return new FamilyModel(
                config.size("vocab_size"),
                config.context(USUAL_CONTEXT, "seq_length"),
                width,
                embedding(new Positions.None(), Optional.of(norm), 0),
                List.of(decoder(
                        config.depth("n_layer", "num_hidden_layers"),
                        attention,
                        new FeedForward(config.sizeOr(4 * width, "n_inner"), Activation.GELU_TANH),
                        new Residual(norm, Order.PRE, dropout),
                        Optional.of(norm))));
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        return List.of(ConfigWriter.of("bloom", "BloomForCausalLM")
                .put("vocab_size", spec.vocabulary())
                .put("seq_length", spec.context())
                .put("hidden_size", spec.width())
                .put("n_layer", stack.depth())
                .put("n_head", attention.heads())
                .put("layer_norm_epsilon", stack.residual().norm().epsilon())
                .put("attention_dropout", attention.dropout())
                .put("hidden_dropout", stack.residual().dropout())
                .put("tie_word_embeddings", ConfigWriter.generate(spec).tied()));
    }

    @Override
    public List<String> harmless() {
        // How Megatron computed it; the result is the same.
        return List.of(
                "attention_softmax_in_fp32",
                "bias_dropout_fusion",
                "masked_softmax_fusion",
                "offset_alibi",
                "pretraining_tp",
                "skip_bias_add",
                "skip_bias_add_qkv",
                "slow_but_exact",
                "unk_token_id");
    }
}
