package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.Settings;
import java.util.List;
import java.util.Optional;

/** T5, T5 v1.1 (flan-T5) and mT5: relative buckets shared by all layers, RMS norm, no biases, scores without a scale. */
final class T5 extends TranslatorTable {
    private static final int USUAL_CONTEXT = 512;

    @Override
    public List<String> types() {
        return List.of("t5", "mt5");
    }

    @Override
    public String names(FamilyConfig config) {
        return "t5";
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("d_model");
        int heads = config.size("num_heads");
        int depth = config.depth("num_layers");
        double dropout = config.dropout("dropout_rate");
        Norm norm = config.rmsNorm("layer_norm_epsilon");
        Optional<Integer> headWidth = config.headWidth("d_kv", width, heads);
        Distances buckets = new Distances.Relative(
                config.sizeOr(Distances.Relative.USUAL_BUCKETS, "relative_attention_num_buckets"),
                config.sizeOr(Distances.Relative.USUAL_DISTANCE, "relative_attention_max_distance"));
        Attention self = attention(heads, headWidth, buckets, dropout);
        Attention cross = attention(heads, headWidth, new Distances.None(), dropout);
        FeedForward feedForward = feedForward(config);
        Residual residual = new Residual(norm, Order.PRE, dropout);
        return new FamilyModel(
                config.size("vocab_size"),
                config.context(USUAL_CONTEXT, "n_positions"),
                width,
                new Embedding(new Positions.None(), 0, Optional.empty(), dropout),
                List.of(
                        encoder(depth, self, feedForward, residual, Optional.of(norm)),
                        decoder(
                                config.settings().get("num_decoder_layers").isPresent()
                                        ? config.depth("num_decoder_layers")
                                        : depth,
                                self,
                                cross,
                                feedForward,
                                residual,
                                Optional.of(norm))));
    }

    private static Attention attention(int heads, Optional<Integer> width, Distances distances, double dropout) {
        return new Attention(
                heads,
                heads,
                width,
                Optional.of(1.0),
                Bias.NONE,
                Optional.empty(),
                distances,
                List.of(Reach.FULL),
                dropout);
    }

    /** {@code relu}, {@code gated-gelu} and the like; what this family alone calls gated-gelu is the one by tanh. */
    private static FeedForward feedForward(FamilyConfig config) {
        Settings settings = config.settings();
        String said = settings.text("feed_forward_proj").orElse("relu");
        boolean gated = said.startsWith("gated-");
        Activation activation = switch (said.replaceFirst("^gated-", "")) {
            case "relu" -> Activation.RELU;
            case "gelu" -> gated ? Activation.GELU_TANH : Activation.GELU;
            case "gelu_new" -> Activation.GELU_TANH;
            case "silu", "swish" -> Activation.SILU;
            default -> throw settings.refused("feed_forward_proj", "should be relu, gelu or silu, gated or not");
        };
        return new FeedForward(config.size("d_ff"), activation, gated, Bias.NONE);
    }

    /** Newer settings tie every model, unless its file has an output matrix of its own, and name the scale apart. */
    @Override
    Head head(FamilyConfig config, HeadTensors tensors) {
        boolean said = config.flag("tie_word_embeddings", true);
        boolean scaled = config.flag("scale_decoder_outputs", said);
        boolean tied = said
                && !(config.settings().has("scale_decoder_outputs")
                        && tensors.differ("lm_head.weight", "shared.weight"));
        double scale = scaled ? 1 / Math.sqrt(config.size("d_model")) : 1;
        return new Head.Generate(tied, scale, false);
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack encoder = spec.encoder();
        Stack decoder = spec.decoder().orElseThrow();
        Attention attention = encoder.attention();
        Distances.Relative buckets = (Distances.Relative) attention.distances();
        FeedForward feedForward = encoder.feedForward();
        String activation = switch (feedForward.activation()) {
            case GELU_TANH -> feedForward.gated() ? "gelu" : "gelu_new";
            default -> ActivationNames.of(feedForward.activation());
        };
        Head.Generate head = ConfigWriter.generate(spec);
        ObjectNode json = ConfigWriter.of("t5", "T5ForConditionalGeneration")
                .put("is_encoder_decoder", true)
                .put("vocab_size", spec.vocabulary())
                .put("n_positions", spec.context())
                .put("d_model", spec.width())
                .put("d_kv", attention.headWidthIn(spec.width()))
                .put("d_ff", feedForward.width())
                .put("num_layers", encoder.depth())
                .put("num_decoder_layers", decoder.depth())
                .put("num_heads", attention.heads())
                .put("relative_attention_num_buckets", buckets.buckets())
                .put("relative_attention_max_distance", buckets.maxDistance())
                .put("feed_forward_proj", (feedForward.gated() ? "gated-" : "") + activation)
                .put("layer_norm_epsilon", encoder.residual().norm().epsilon())
                .put("dropout_rate", spec.embedding().dropout())
                .put("tie_word_embeddings", head.tied());
        if (head.tied() != (head.scale() != 1)) {
            json.put("scale_decoder_outputs", head.scale() != 1);
        }
        return List.of(json);
    }

    @Override
    public List<String> harmless() {
        // feed_forward_proj says what dense_act_fn and is_gated_act repeat.
        return List.of("dense_act_fn", "initializer_factor", "is_gated_act", "n_positions", "output_past");
    }
}
