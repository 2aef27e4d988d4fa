package dev.attar.importer.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Longformer: RoBERTa whose attention is within a band; where a sequence is classified, its first token sees everything. */
final class Longformer extends EncoderTable {
    @Override
    public List<String> types() {
        return List.of("longformer");
    }

    @Override
    public String names(FamilyConfig config) {
        return "longformer";
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int depth = config.depth("num_hidden_layers");
        int rows = config.size("max_position_embeddings");
        int offset = config.count("pad_token_id", 1) + 1;
        if (rows <= offset) {
            throw new ImportException("config.json: 'max_position_embeddings' leaves no positions after the row of"
                    + " the padding token");
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
                new Distances.None(),
                Reaches.turns(bands(config.settings(), depth)),
                config.dropout("attention_probs_dropout_prob"));
        return new FamilyModel(
                config.size("vocab_size"),
                rows - offset,
                width,
                new Embedding(
                        new Positions.Learned(offset), config.count("type_vocab_size", 2), Optional.of(norm), dropout),
                List.of(encoder(
                        depth,
                        attention,
                        new FeedForward(
                                config.size("intermediate_size"), config.activation("hidden_act", Activation.GELU)),
                        new Residual(norm, Order.POST, dropout),
                        Optional.empty())));
    }

    private static Norm norm(FamilyConfig config) {
        return new Norm(config.epsilon("layer_norm_eps", 1e-12));
    }

    /** A window is counted on both sides together: half of it on each. */
    private static List<Reach> bands(Settings settings, int depth) {
        JsonNode given = settings.get("attention_window").orElse(null);
        if (given == null || !given.isArray()) {
            Reach all = Reach.band(half(settings, settings.size("attention_window", 512, 2, Limits.MAX_DIMENSION)));
            return IntStream.range(0, depth).mapToObj(_ -> all).toList();
        }
        List<Reach> bands = new ArrayList<>();
        for (JsonNode window : given) {
            boolean fits = window.isInt() && window.asInt() >= 2 && window.asInt() <= Limits.MAX_DIMENSION;
            bands.add(Reach.band(half(settings, fits ? window.asInt() : 1)));
        }
        if (bands.size() != depth) {
            throw settings.refused("attention_window", "should have a window for each of " + depth + " layers");
        }
        return bands;
    }

    private static int half(Settings settings, int window) {
        if (window % 2 != 0) {
            throw settings.refused("attention_window", "should be even numbers of tokens from 2 on");
        }
        return window / 2;
    }

    /** Its classifier makes the first token global, and no other head does of itself. */
    @Override
    public List<Stack> stacks(List<Stack> stacks, Head head) {
        if (!(head instanceof Head.Classify)) {
            return stacks;
        }
        Encoder encoder = (Encoder) stacks.getFirst();
        Attention form = encoder.attention();
        List<Reach> global =
                form.reach().stream().map(turn -> turn.withGlobal(1)).toList();
        Attention attention = new Attention(
                form.heads(),
                form.groups(),
                form.headWidth(),
                form.scale(),
                form.bias(),
                form.norm(),
                form.distances(),
                global,
                form.dropout());
        return List.of(encoder(encoder.depth(), attention, encoder.feedForward(), encoder.residual(), encoder.norm()));
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
        int offset = ((Positions.Learned) spec.embedding().positions()).offset();
        ObjectNode json = ConfigWriter.of("longformer", "Longformer" + ConfigWriter.ending(spec.head()))
                .put("vocab_size", spec.vocabulary())
                .put("max_position_embeddings", spec.context() + offset)
                .put("pad_token_id", offset - 1)
                .put("type_vocab_size", spec.embedding().segments())
                .put("hidden_size", spec.width())
                .put("intermediate_size", stack.feedForward().width())
                .put("num_hidden_layers", stack.depth())
                .put("num_attention_heads", attention.heads())
                .put("hidden_act", ActivationNames.of(stack.feedForward().activation()))
                .put("layer_norm_eps", stack.residual().norm().epsilon())
                .put("hidden_dropout_prob", spec.embedding().dropout())
                .put("attention_probs_dropout_prob", attention.dropout());
        ArrayNode windows = json.putArray("attention_window");
        for (int layer = 0; layer < stack.depth(); layer++) {
            Reach reach = attention.reach().get(layer % attention.reach().size());
            windows.add(2 * reach.band().orElseThrow());
        }
        return List.of(json);
    }

    @Override
    public List<String> harmless() {
        // sep_token_id says what a question ends with, where questions are answered.
        return List.of("tie_word_embeddings", "onnx_export", "sep_token_id");
    }
}
