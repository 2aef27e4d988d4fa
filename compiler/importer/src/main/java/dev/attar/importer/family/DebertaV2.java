package dev.attar.importer.family;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** DeBERTa-v2 and v3: disentangled attention, over one table of relative positions that every layer projects for itself. */
final class DebertaV2 extends EncoderTable {
    private static final String LAYER = "encoder.layer.";

    @Override
    public List<String> types() {
        return List.of("deberta-v2");
    }

    @Override
    public String names(FamilyConfig config) {
        return "deberta-v2";
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int context = config.size("max_position_embeddings");
        requireKnown(config, width);
        Norm norm = norm(config);
        double dropout = config.dropout("hidden_dropout_prob");
        Optional<Integer> headWidth = config.headWidth("attention_head_size", width, heads);
        int channels = headWidth.orElse(width / heads);
        List<String> kinds = kinds(config.settings());
        Attention attention = new Attention(
                heads,
                heads,
                headWidth,
                kinds.isEmpty() ? Optional.empty() : Optional.of(1 / Math.sqrt(channels * (1.0 + kinds.size()))),
                Bias.ALL,
                Optional.empty(),
                distances(config, context, kinds),
                List.of(Reach.FULL),
                config.dropout("attention_probs_dropout_prob"));
        return new FamilyModel(
                config.size("vocab_size"),
                context,
                width,
                new Embedding(
                        config.flag("position_biased_input", true) ? new Positions.Learned(0) : new Positions.None(),
                        config.count("type_vocab_size", 0),
                        Optional.of(norm),
                        dropout),
                List.of(encoder(
                        config.depth("num_hidden_layers"),
                        attention,
                        new FeedForward(
                                config.size("intermediate_size"), config.activation("hidden_act", Activation.GELU)),
                        new Residual(norm, Order.POST, dropout),
                        Optional.empty())));
    }

    /** What this family has besides, and the language has not. */
    private static void requireKnown(FamilyConfig config, int width) {
        Settings settings = config.settings();
        if (settings.size("conv_kernel_size", 0, 0, Limits.MAX_DIMENSION) > 0) {
            throw settings.refused(
                    "conv_kernel_size", "should be 0: a convolution beside the first layer is not supported");
        }
        if (settings.size("embedding_size", width, 1, Limits.MAX_DIMENSION) != width) {
            throw settings.refused(
                    "embedding_size",
                    "should be the hidden_size: a norm after the layer that widens an embedding is not supported");
        }
        if (settings.size("pooler_hidden_size", width, 1, Limits.MAX_DIMENSION) != width) {
            throw settings.refused("pooler_hidden_size", "should be the hidden_size");
        }
    }

    private static Norm norm(FamilyConfig config) {
        return new Norm(config.epsilon("layer_norm_eps", 1e-7));
    }

    /** {@code c2p}, where contents attend to positions; {@code p2c}, where positions attend to contents. */
    private static List<String> kinds(Settings settings) {
        JsonNode given = settings.get("pos_att_type").orElse(null);
        List<String> kinds = new ArrayList<>();
        if (given != null && given.isTextual()) {
            Arrays.stream(given.asText().toLowerCase(Locale.ROOT).split("\\|"))
                    .map(String::strip)
                    .filter(kind -> !kind.isEmpty())
                    .forEach(kinds::add);
        } else if (given != null) {
            given.forEach(kind -> kinds.add(kind.asText()));
        }
        if (kinds.stream().anyMatch(kind -> !List.of("c2p", "p2c").contains(kind))) {
            throw settings.refused("pos_att_type", "should name c2p, p2c or both");
        }
        return kinds.stream().distinct().toList();
    }

    private static boolean relative(Settings settings) {
        return settings.flag("relative_attention", false) && !kinds(settings).isEmpty();
    }

    /** Rows of the table of positions for one direction. */
    private static int span(FamilyConfig config, int context) {
        int buckets = config.settings().size("position_buckets", 0, -1, Limits.MAX_BUCKETS);
        return buckets > 0 ? buckets : farthest(config, context);
    }

    private static int farthest(FamilyConfig config, int context) {
        int said = config.settings().size("max_relative_positions", 0, -1, Limits.MAX_DIMENSION);
        return said < 1 ? context : said;
    }

    private static Distances distances(FamilyConfig config, int context, List<String> kinds) {
        if (!relative(config.settings())) {
            return new Distances.None();
        }
        int buckets = config.settings().size("position_buckets", 0, -1, Limits.MAX_BUCKETS);
        int farthest = farthest(config, context);
        // Near distances have a bucket each, and a short text has no others.
        boolean logarithmic = buckets > 0 && context - 1 > buckets / 2;
        Distances.Disentangled positions = new Distances.Disentangled(
                span(config, context),
                logarithmic ? Optional.of(farthest) : Optional.empty(),
                kinds.contains("c2p"),
                kinds.contains("p2c"));
        if (!positions.fits()) {
            throw new ImportException("config.json: " + positions.buckets() + " position_buckets do not hold distances"
                    + " up to " + farthest + " (max_relative_positions or max_position_embeddings)");
        }
        return positions;
    }

    // ---- tensors ----

    @Override
    public List<NamedTensor> computed(ModelSpec spec, FamilyConfig config, Function<String, TensorData> stored) {
        if (!(ConfigWriter.only(spec).attention().distances() instanceof Distances.Disentangled positions)) {
            return List.of();
        }
        Settings settings = config.settings();
        boolean normed = Arrays.asList(settings.text("norm_rel_ebd")
                        .orElse("none")
                        .toLowerCase(Locale.ROOT)
                        .split("\\s*\\|\\s*"))
                .contains("layer_norm");
        TensorData table = stored.apply("encoder.rel_embeddings.weight");
        int span = positions.buckets();
        if (!table.shape().equals(List.of(2L * span, (long) spec.width()))) {
            throw new ImportException("encoder.rel_embeddings.weight has shape " + table.shape() + ", not "
                    + List.of(2 * span, spec.width()));
        }
        PositionTables shared = PositionTables.of(
                table,
                normed
                        ? Optional.of(List.of(
                                stored.apply("encoder.LayerNorm.weight"), stored.apply("encoder.LayerNorm.bias")))
                        : Optional.empty(),
                norm(config).epsilon(),
                span);
        boolean share = settings.flag("share_att_key", false);
        List<NamedTensor> all = new ArrayList<>();
        for (int layer = 0; layer < ConfigWriter.only(spec).depth(); layer++) {
            String from = LAYER + layer + ".attention.self.";
            String to = "encoder." + layer + ".attention.";
            if (positions.keys()) {
                all.add(tensor(to + "position_key", shared, from + (share ? "key_proj" : "pos_key_proj"), stored));
            }
            if (positions.queries()) {
                all.add(tensor(
                        to + "position_query", shared, from + (share ? "query_proj" : "pos_query_proj"), stored));
            }
        }
        return all;
    }

    private static NamedTensor tensor(
            String name, PositionTables shared, String projection, Function<String, TensorData> stored) {
        TensorData weight = stored.apply(projection + ".weight");
        if (weight.shape().size() != 2 || weight.shape().getLast() != shared.table()[0].length) {
            throw new ImportException(projection + ".weight has shape " + weight.shape() + ", not (outputs, "
                    + shared.table()[0].length + ")");
        }
        TensorData data = shared.through(name + ".weight", weight, stored.apply(projection + ".bias"));
        long[] shape = data.shape().stream().mapToLong(Long::longValue).toArray();
        return NamedTensor.of(data.name(), TensorView.of(data), shape);
    }

    // ---- heads ----

    @Override
    Optional<Sequence> sequence(FamilyConfig config) {
        return Optional.of(new Sequence(
                Pool.CLS,
                new Dense(config.size("hidden_size"), config.activation("pooler_hidden_act", Activation.GELU))));
    }

    @Override
    List<Optional<Dense>> tokens(FamilyConfig config) {
        return List.of(Optional.empty());
    }

    @Override
    boolean spans() {
        return true;
    }

    @Override
    Optional<Head> masked(FamilyConfig config) {
        boolean tied = config.flag("tie_word_embeddings", true) || !config.flag("legacy", true);
        return Optional.of(new Head.MaskedLanguageModel(
                config.activation("hidden_act", Activation.GELU), norm(config), tied, Bias.ALL));
    }

    @Override
    public String heads() {
        return "Model, ForSequenceClassification, ForTokenClassification, ForQuestionAnswering and ForMaskedLM";
    }

    /** A spec has the positions of each layer, and not the table that they were made of. */
    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        throw new NoSuchElementException("positions that all layers share are not in a spec");
    }

    @Override
    public List<String> harmless() {
        return List.of(
                "tie_word_embeddings",
                "pooler_dropout",
                "legacy",
                "norm_rel_ebd",
                "share_att_key",
                "pooler_hidden_act");
    }
}
