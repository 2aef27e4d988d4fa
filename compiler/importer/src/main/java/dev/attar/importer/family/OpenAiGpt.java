package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.Settings;
import java.util.List;
import java.util.Optional;

/** GPT-1: post-norm, no last norm. */
final class OpenAiGpt extends DecoderTable {
    @Override
    public List<String> types() {
        return List.of("openai-gpt");
    }

    @Override
    public String names(FamilyConfig config) {
        return "openai-gpt";
    }

    @Override
    boolean tied() {
        return true;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("n_embd");
        int heads = config.size("n_head");
        config.headWidth("head_dim", width, heads);
        Norm norm = config.layerNorm("layer_norm_epsilon");
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("n_positions", "n_ctx"),
                width,
                embedding(new Positions.Learned(0), Optional.empty(), config.dropout("embd_pdrop")),
                List.of(decoder(
                        config.depth("n_layer"),
                        new Attention(heads, config.dropout("attn_pdrop")),
                        new FeedForward(4 * width, activation(config.settings())),
                        new Residual(norm, Order.POST, config.dropout("resid_pdrop")),
                        Optional.empty())));
    }

    /** What this family alone calls gelu is the one by tanh. */
    private static Activation activation(Settings settings) {
        return switch (settings.text("afn").orElse("gelu")) {
            case "gelu" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            case "silu", "swish" -> Activation.SILU;
            default -> throw settings.refused("afn", "should be gelu, relu, silu or swish");
        };
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        return List.of(ConfigWriter.of("openai-gpt", "OpenAIGPTLMHeadModel")
                .put("vocab_size", spec.vocabulary())
                .put("n_positions", spec.context())
                .put("n_embd", spec.width())
                .put("n_layer", stack.depth())
                .put("n_head", attention.heads())
                .put(
                        "afn",
                        stack.feedForward().activation() == Activation.GELU_TANH
                                ? "gelu"
                                : ActivationNames.of(stack.feedForward().activation()))
                .put("layer_norm_epsilon", stack.residual().norm().epsilon())
                .put("attn_pdrop", attention.dropout())
                .put("embd_pdrop", spec.embedding().dropout())
                .put("resid_pdrop", stack.residual().dropout())
                .put("tie_word_embeddings", ConfigWriter.generate(spec).tied()));
    }

    @Override
    public List<String> harmless() {
        return List.of(
                "n_ctx",
                "n_special",
                "predict_special_tokens",
                "summary_activation",
                "summary_first_dropout",
                "summary_proj_to_labels",
                "summary_type",
                "summary_use_proj");
    }
}
