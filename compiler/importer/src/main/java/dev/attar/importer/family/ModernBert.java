package dev.attar.importer.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.Distances.Rotary;
import dev.attar.compiler.check.Distances.Scaling;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.NormKind;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** ModernBERT: every third layer sees everything, the others a band, each kind with its own rotary base. */
final class ModernBert extends EncoderTable {
    @Override
    public List<String> types() {
        return List.of("modernbert");
    }

    @Override
    public String names(FamilyConfig config) {
        return "modernbert";
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int depth = config.depth("num_hidden_layers");
        Norm norm = norm(config);
        Rotary global = rotary(config.settings(), "full_attention", "global_rope_theta", 160000);
        Rotary local = rotary(config.settings(), "sliding_attention", "local_rope_theta", 10000);
        if (!global.scaling().equals(local.scaling()) || global.share() != local.share()) {
            throw new ImportException("config.json rope_parameters: the two kinds of layers differ in more than their"
                    + " rope_theta, which is not supported");
        }
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                config.flag("attention_bias", false) ? Bias.ALL : Bias.NONE,
                Optional.empty(),
                global,
                reach(config, depth, global.base(), local.base()),
                config.dropout("attention_dropout"));
        FeedForward feedForward = new FeedForward(
                config.size("intermediate_size"),
                config.activation("hidden_activation", Activation.GELU),
                true,
                config.flag("mlp_bias", false) ? Bias.ALL : Bias.NONE);
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                width,
                new Embedding(new Positions.None(), 0, Optional.of(norm), config.dropout("embedding_dropout")),
                List.of(encoder(
                        depth,
                        attention,
                        feedForward,
                        new Residual(norm, Order.PRE, false, true, config.dropout("mlp_dropout")),
                        Optional.of(norm))));
    }

    private static Norm norm(FamilyConfig config) {
        return new Norm(
                NormKind.LAYER,
                config.epsilon("norm_eps", Limits.DEFAULT_EPSILON),
                config.flag("norm_bias", false),
                true);
    }

    /** One kind of layers has its own part of {@code rope_parameters}; older settings have a number for each. */
    private static Rotary rotary(Settings settings, String kind, String old, double usual) {
        double base = settings.number(old, usual, 1 + 1e-9, Limits.MAX_FACTOR);
        settings.require("rope_scaling");
        JsonNode own = settings.get("rope_parameters")
                .map(all -> all.path(kind))
                .filter(JsonNode::isObject)
                .orElse(null);
        return own == null
                ? new Rotary(base, 1, false, new Scaling.None())
                : RotarySettings.read(own, "rope_parameters " + kind, base, 1);
    }

    private static List<Reach> reach(FamilyConfig config, int depth, double global, double local) {
        int every = config.sizeOr(3, "global_attn_every_n_layers");
        Reach band = new Reach(
                Optional.of(config.sizeOr(128, "local_attention") / 2),
                local == global ? Optional.empty() : Optional.of(local));
        List<Boolean> sliding = Reaches.sliding(config.settings(), depth);
        return Reaches.turns(IntStream.range(0, depth)
                .mapToObj(layer -> (sliding.isEmpty() ? layer % every != 0 : sliding.get(layer)) ? band : Reach.FULL)
                .toList());
    }

    private static Dense dense(FamilyConfig config) {
        return new Dense(
                config.size("hidden_size"),
                Optional.of(config.activation("classifier_activation", Activation.GELU)),
                config.flag("classifier_bias", false),
                Optional.of(norm(config)));
    }

    @Override
    Optional<Sequence> sequence(FamilyConfig config) {
        Pool pool = switch (config.settings().text("classifier_pooling").orElse("cls")) {
            case "cls" -> Pool.CLS;
            case "mean" -> Pool.MEAN;
            default -> throw config.settings().refused("classifier_pooling", "should be cls or mean");
        };
        return Optional.of(new Sequence(pool, dense(config)));
    }

    @Override
    List<Optional<Dense>> tokens(FamilyConfig config) {
        return List.of(Optional.of(dense(config)));
    }

    @Override
    Optional<Head> masked(FamilyConfig config) {
        boolean inputs = config.flag("classifier_bias", false);
        boolean output = config.flag("decoder_bias", true);
        return Optional.of(new Head.MaskedLanguageModel(
                config.activation("classifier_activation", Activation.GELU),
                norm(config),
                config.flag("tie_word_embeddings", true),
                inputs ? output ? Bias.ALL : Bias.INPUTS : output ? Bias.OUTPUT : Bias.NONE));
    }

    @Override
    public String heads() {
        return "Model, ForSequenceClassification, ForTokenClassification and ForMaskedLM";
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        Norm norm = stack.residual().norm();
        ObjectNode json = ConfigWriter.of("modernbert", "ModernBert" + ConfigWriter.ending(spec.head()))
                .put("vocab_size", spec.vocabulary())
                .put("max_position_embeddings", spec.context())
                .put("hidden_size", spec.width())
                .put("intermediate_size", stack.feedForward().width())
                .put("num_hidden_layers", stack.depth())
                .put("num_attention_heads", attention.heads())
                .put("hidden_activation", ActivationNames.of(stack.feedForward().activation()))
                .put("norm_eps", norm.epsilon())
                .put("norm_bias", norm.bias())
                .put("attention_bias", attention.bias() == Bias.ALL)
                .put("mlp_bias", stack.feedForward().bias() == Bias.ALL)
                .put("attention_dropout", attention.dropout())
                .put("embedding_dropout", spec.embedding().dropout())
                .put("mlp_dropout", stack.residual().dropout());
        Reach band = attention.reach().stream()
                .filter(reach -> reach.band().isPresent())
                .findFirst()
                .orElseThrow();
        json.put("local_attention", 2 * band.band().get());
        ArrayNode types = json.putArray("layer_types");
        for (int layer = 0; layer < stack.depth(); layer++) {
            Reach reach = attention.reach().get(layer % attention.reach().size());
            types.add(reach.band().isEmpty() ? "full_attention" : "sliding_attention");
        }
        ObjectNode full = ConfigWriter.rotary(attention);
        ObjectNode sliding = full.deepCopy();
        band.base().ifPresent(base -> sliding.put("rope_theta", base));
        json.putObject("rope_parameters")
                .<ObjectNode>set("full_attention", full)
                .set("sliding_attention", sliding);
        switch (spec.head()) {
            case Head.Classify head -> {
                json.put("classifier_pooling", head.pool() == Pool.MEAN ? "mean" : "cls");
                dense(json, head.dense().orElseThrow());
            }
            case Head.Tokens head -> dense(json, head.dense().orElseThrow());
            case Head.MaskedLanguageModel head ->
                json.put("classifier_activation", ActivationNames.of(head.activation()))
                        .put("classifier_bias", head.bias().ofInputs())
                        .put("decoder_bias", head.bias().ofOutput())
                        .put("tie_word_embeddings", head.tied());
            default -> {}
        }
        return List.of(json);
    }

    private static void dense(ObjectNode json, Dense dense) {
        json.put("classifier_activation", ActivationNames.of(dense.activation().orElseThrow()))
                .put("classifier_bias", dense.bias());
    }

    @Override
    public List<String> harmless() {
        // layer_norm_eps and position_embedding_type are remains of BERT's settings.
        return List.of(
                "classifier_activation",
                "classifier_bias",
                "classifier_pooling",
                "cls_token_id",
                "decoder_bias",
                "deterministic_flash_attn",
                "global_attn_every_n_layers",
                "initializer_cutoff_factor",
                "layer_norm_eps",
                "position_embedding_type",
                "reference_compile",
                "repad_logits_with_grad",
                "sparse_pred_ignore_index",
                "sparse_prediction",
                "tie_word_embeddings");
    }
}
