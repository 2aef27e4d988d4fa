package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
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
import dev.attar.importer.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Llama and its heirs: rotary positions, RMS norm, gated feed-forward, heads in groups. */
final class Llama extends DecoderTable {
    @Override
    public List<String> types() {
        return List.of("llama", "mistral", "qwen2", "qwen3");
    }

    @Override
    public String names(FamilyConfig config) {
        return "llama";
    }

    @Override
    boolean tied() {
        return false;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        String type = config.settings().text("model_type").orElse("llama");
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int depth = config.depth("num_hidden_layers");
        int context = config.size("max_position_embeddings");
        Norm norm = config.rmsNorm("rms_norm_eps");
        boolean attentionBias = (type.equals("llama") || type.equals("qwen3")) && config.flag("attention_bias", false);
        boolean feedForwardBias = type.equals("llama") && config.flag("mlp_bias", false);
        Attention attention = new Attention(
                heads,
                config.sizeOr(type.equals("llama") ? heads : -1, "num_key_value_heads"),
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                type.equals("qwen2") ? Bias.INPUTS : attentionBias ? Bias.ALL : Bias.NONE,
                type.equals("qwen3") ? Optional.of(norm) : Optional.empty(),
                config.rotary(10000, 1),
                reach(config, type, depth, context),
                config.dropout("attention_dropout"));
        FeedForward feedForward = new FeedForward(
                config.size("intermediate_size"),
                config.activation("hidden_act", Activation.SILU),
                true,
                feedForwardBias ? Bias.ALL : Bias.NONE);
        return new FamilyModel(
                config.size("vocab_size"),
                context,
                width,
                embedding(new Positions.None(), Optional.empty(), 0),
                List.of(decoder(depth, attention, feedForward, new Residual(norm, Order.PRE, 0), Optional.of(norm))));
    }

    private static List<Reach> reach(FamilyConfig config, String type, int depth, int context) {
        Settings settings = config.settings();
        if (type.equals("llama")) {
            return List.of(Reach.FULL);
        }
        boolean slides = type.equals("mistral") || config.flag("use_sliding_window", false);
        // null: no window; not there: the one of the first models of the family.
        boolean said = settings.has("sliding_window");
        int window = said && settings.get("sliding_window").isEmpty() ? context : config.sizeOr(4096, "sliding_window");
        Reach near = slides ? Reaches.window(window, context) : Reach.FULL;
        List<Boolean> sliding = Reaches.sliding(settings, depth);
        int first = type.equals("mistral") ? 0 : config.count("max_window_layers", 28);
        return Reaches.turns(IntStream.range(0, depth)
                .mapToObj(layer -> (sliding.isEmpty() ? layer >= first : sliding.get(layer)) ? near : Reach.FULL)
                .toList());
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        List<ObjectNode> all = new ArrayList<>();
        for (String type : types()) {
            String name = switch (type) {
                case "llama" -> "Llama";
                case "mistral" -> "Mistral";
                case "qwen2" -> "Qwen2";
                default -> "Qwen3";
            };
            ObjectNode json = ConfigWriter.of(type, name + "ForCausalLM")
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
                    .put("attention_dropout", attention.dropout())
                    .put("tie_word_embeddings", ConfigWriter.generate(spec).tied());
            json.set("rope_parameters", ConfigWriter.rotary(attention));
            if (type.equals("mistral")) {
                json.put("sliding_window", Reaches.windowOf(attention.reach(), spec.context()));
            } else if (type.startsWith("qwen")) {
                Reaches.layerTypes(json, attention.reach(), stack.depth(), spec.context());
            }
            all.add(json);
        }
        return all;
    }

    @Override
    public List<String> harmless() {
        return List.of("max_window_layers", "pretraining_tp", "sliding_window");
    }
}
