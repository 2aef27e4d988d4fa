package dev.attar.importer.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.attar.importer.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** GPT-Neo: dense and local layers by turns, scores without a scale, no biases on queries, keys and values. */
final class GptNeo extends DecoderTable {
    @Override
    public List<String> types() {
        return List.of("gpt_neo");
    }

    @Override
    public String names(FamilyConfig config) {
        return "gpt-neo";
    }

    @Override
    boolean tied() {
        return true;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_heads", "num_attention_heads");
        int depth = config.depth("num_layers", "num_hidden_layers");
        int context = config.size("max_position_embeddings");
        Norm norm = config.layerNorm("layer_norm_epsilon");
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                Optional.of(1.0),
                Bias.OUTPUT,
                Optional.empty(),
                new Distances.None(),
                reach(config, depth, context),
                config.dropout("attention_dropout"));
        FeedForward feedForward = new FeedForward(
                config.sizeOr(4 * width, "intermediate_size"),
                config.activation("activation_function", Activation.GELU_TANH));
        return new FamilyModel(
                config.size("vocab_size"),
                context,
                width,
                embedding(new Positions.Learned(0), Optional.empty(), config.dropout("embed_dropout")),
                List.of(decoder(
                        depth,
                        attention,
                        feedForward,
                        new Residual(norm, Order.PRE, config.dropout("resid_dropout")),
                        Optional.of(norm))));
    }

    /** {@code attention_types} lists turns of layers and how often each is taken; {@code attention_layers} is what comes of it. */
    private static List<Reach> reach(FamilyConfig config, int depth, int context) {
        Settings settings = config.settings();
        Reach local = Reaches.window(config.sizeOr(256, "window_size"), context);
        List<String> kinds = new ArrayList<>();
        settings.get("attention_layers").ifPresent(layers -> layers.forEach(kind -> kinds.add(kind.asText())));
        Optional<JsonNode> types = settings.get("attention_types");
        if (kinds.isEmpty() && types.isPresent()) {
            types.get().forEach(turns -> expand(turns, depth, kinds));
        } else if (kinds.isEmpty()) {
            IntStream.range(0, depth).forEach(layer -> kinds.add(layer % 2 == 0 ? "global" : "local"));
        }
        if (kinds.size() != depth) {
            throw settings.refused("attention_types", "should give an attention to each of " + depth + " layers");
        }
        return Reaches.turns(kinds.stream()
                .map(kind -> switch (kind) {
                    case "global" -> Reach.FULL;
                    case "local" -> local;
                    default -> throw settings.refused("attention_types", "should name global or local attention");
                })
                .toList());
    }

    private static void expand(JsonNode turns, int depth, List<String> kinds) {
        for (int i = 0; i < turns.path(1).asInt() && kinds.size() <= depth; i++) {
            turns.path(0).forEach(kind -> kinds.add(kind.asText()));
        }
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        ObjectNode json = ConfigWriter.of("gpt_neo", "GPTNeoForCausalLM")
                .put("vocab_size", spec.vocabulary())
                .put("max_position_embeddings", spec.context())
                .put("hidden_size", spec.width())
                .put("num_layers", stack.depth())
                .put("num_heads", attention.heads())
                .put("intermediate_size", stack.feedForward().width())
                .put(
                        "activation_function",
                        ActivationNames.of(stack.feedForward().activation()))
                .put("layer_norm_epsilon", stack.residual().norm().epsilon())
                .put("window_size", Reaches.windowOf(attention.reach(), spec.context()))
                .put("attention_dropout", attention.dropout())
                .put("embed_dropout", spec.embedding().dropout())
                .put("resid_dropout", stack.residual().dropout())
                .put("tie_word_embeddings", ConfigWriter.generate(spec).tied());
        ArrayNode layers = json.putArray("attention_layers");
        ArrayNode types = json.putArray("attention_types");
        for (int layer = 0; layer < stack.depth(); layer++) {
            Reach reach = attention.reach().get(layer % attention.reach().size());
            String kind = reach.band().isEmpty() ? "global" : "local";
            layers.add(kind);
            ArrayNode turn = types.addArray();
            turn.addArray().add(kind);
            turn.add(1);
        }
        return List.of(json);
    }

    @Override
    public List<String> harmless() {
        return List.of(
                "attention_types",
                "summary_activation",
                "summary_first_dropout",
                "summary_proj_to_labels",
                "summary_type",
                "summary_use_proj");
    }
}
