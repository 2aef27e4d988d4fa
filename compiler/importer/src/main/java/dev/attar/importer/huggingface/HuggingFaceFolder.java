package dev.attar.importer.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.family.Families;
import dev.attar.importer.family.FamilyTable;
import dev.attar.importer.sentence.DenseStep;
import dev.attar.importer.sentence.SentenceSteps;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.ModelFolder;
import dev.attar.importer.source.Settings;
import dev.attar.importer.tensor.NamedTensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder as Hugging Face's transformers write it: {@code config.json} and weights. */
public final class HuggingFaceFolder {
    private final ModelFolder folder;
    private final ImportReport report;
    private final Arena arena;

    private HuggingFaceFolder(ModelFolder folder, ImportReport report, Arena arena) {
        this.folder = folder;
        this.report = report;
        this.arena = arena;
    }

    /**
     * @param options with what sentence-transformers' settings say
     * @param steps what these settings say besides
     * @param arena keeps the weights mapped
     * @throws ImportException when the folder is not one, the model is of no supported family, or weights do not fit it
     */
    public static FolderModel read(
            ModelFolder folder,
            String name,
            ImportOptions options,
            SentenceSteps steps,
            ImportReport report,
            Arena arena) {
        return new HuggingFaceFolder(folder, report, arena).read(name, options, steps);
    }

    private FolderModel read(String name, ImportOptions options, SentenceSteps steps) {
        Optional<DenseStep> dense = steps.dense();
        Settings settings = folder.settings("config.json")
                .orElseThrow(() -> new ImportException(folder.path() + " has no config.json; give a Hugging Face folder"
                        + " with config.json and model.safetensors, or a file .onnx"));
        if (options.output().isPresent()) {
            throw new ImportException("a Hugging Face folder has no outputs to choose from; its head is the one that"
                    + " config.json names");
        }
        if (folder.has("adapter_config.json")) {
            throw new ImportException(
                    folder.path("adapter_config.json") + ": the folder has an adapter, which transformers"
                            + " puts over the weights; merge it into them first (merge_and_unload) and save the model");
        }
        report.add(settings);
        Config config = new Config(settings);
        Optional<String> type = settings.text("model_type");
        Optional<FamilyTable> table = type.flatMap(Families::of);
        if (table.isPresent()) {
            return new TableFolder(folder, settings, report, arena).read(table.get(), name, options, steps);
        }
        Family named = type.map(Family::of).orElse(null);
        config.requirePlain();
        // What config.json says is checked before the weights are looked at.
        Optional<Sizes> early = Optional.ofNullable(named).map(family -> Sizes.of(config, family));
        Checkpoint.Found found = Checkpoint.in(folder, arena);
        Family family = named != null ? named : UnnamedFamily.of(settings, found, report);
        Sizes sizes = early.orElseGet(() -> Sizes.of(config, family));
        String architecture = settings.get("architectures")
                .map(list -> list.path(0))
                .map(JsonNode::asText)
                .orElse("");
        boolean sentences = options.pools().isPresent() || HeadReader.endsInHiddenStates(architecture);
        CheckpointTensors tensors = new CheckpointTensors(found, family.naming());
        tie(tensors, family, sentences ? "" : architecture, settings);
        encoder(tensors, family, sizes);
        Head head = sentences
                ? SentenceHead.of(options, dense, sizes.width(), report)
                : new HeadReader(family, sizes, tensors, new HeadLabels(settings, steps.activation(), report))
                        .head(architecture);
        report.add(
                Kind.FOUND,
                "model",
                "Found by " + folder.path("config.json") + ": " + family.type()
                        + (architecture.isEmpty() ? "" : ", " + architecture) + "; weights in " + found.file() + ".");
        List<NamedTensor> taken = new ArrayList<>(tensors.taken());
        dense.ifPresent(step -> taken.addAll(step.tensors()));
        tensors.reportLeft(family.naming(), sizes.depth(), report);
        if (sentences) {
            settings.harmless(HeadLabels.SETTINGS);
        }
        if (head instanceof Head.Tokens || head instanceof Head.Span || head instanceof Head.MaskedLanguageModel) {
            settings.harmless(List.of("id2label", "num_labels", "problem_type"));
        }
        settings.harmless(Config.HARMLESS);
        settings.harmless(Config.harmless(family));
        return new FolderModel(spec(name, sizes, family, head), taken);
    }

    /** The output matrix of a masked language model is that of its tokens; files hold either of them, or both. */
    private static void tie(CheckpointTensors tensors, Family family, String architecture, Settings settings) {
        String table = tensors.inEncoder("embeddings.word_embeddings.weight");
        boolean tied = settings.flag("tie_word_embeddings", true);
        String matrix = HeadReader.outputMatrix(family);
        if (tied) {
            tensors.shared(table, matrix);
        } else if (architecture.endsWith("ForMaskedLM") && !tensors.has(matrix)) {
            throw new ImportException("config.json: 'tie_word_embeddings' is false, and the file has no " + matrix);
        }
        if (architecture.endsWith("ForMaskedLM") || architecture.endsWith("ForPreTraining")) {
            tensors.same(matrix, table);
        }
    }

    private static ModelSpec spec(String name, Sizes sizes, Family family, Head head) {
        Norm norm = new Norm(sizes.epsilon());
        return new ModelSpec(
                name,
                sizes.vocabulary(),
                sizes.positions() - sizes.offset(),
                sizes.width(),
                new Embedding(
                        new Positions.Learned(sizes.offset()),
                        sizes.segments(),
                        projects(family, sizes) ? Optional.of(sizes.embeddingWidth()) : Optional.empty(),
                        1,
                        false,
                        Optional.of(norm),
                        sizes.dropout()),
                new Encoder(
                        Optional.empty(),
                        Optional.empty(),
                        sizes.depth(),
                        family.naming().shared(),
                        new Attention(sizes.heads(), sizes.attentionDropout()),
                        new FeedForward(sizes.feedForward(), sizes.activation()),
                        new Residual(norm, Order.POST, sizes.dropout()),
                        Optional.empty()),
                head,
                Optional.empty());
    }

    /** ALBERT always has the layer, ELECTRA where the widths differ. */
    private static boolean projects(Family family, Sizes sizes) {
        return family == Family.ALBERT || sizes.embeddingWidth() != sizes.width();
    }

    private static void encoder(CheckpointTensors tensors, Family family, Sizes sizes) {
        long width = sizes.width();
        long embedded = sizes.embeddingWidth();
        String embeddings = tensors.inEncoder("embeddings.");
        tensors.take("embeddings.tokens.weight", embeddings + "word_embeddings.weight", sizes.vocabulary(), embedded);
        tensors.take(
                "embeddings.positions.weight", embeddings + "position_embeddings.weight", sizes.positions(), embedded);
        if (sizes.segments() > 0) {
            tensors.take(
                    "embeddings.segments.weight",
                    embeddings + "token_type_embeddings.weight",
                    sizes.segments(),
                    embedded);
        }
        tensors.norm("embeddings.norm", embeddings + "LayerNorm", embedded);
        Family.Naming naming = family.naming();
        if (projects(family, sizes)) {
            tensors.dense("embeddings.projection", tensors.inEncoder(naming.projection()), width, embedded);
        }
        List<String> parts = naming.parts();
        int layers = naming.shared() ? 1 : sizes.depth();
        for (int i = 0; i < layers && !tensors.hopeless(); i++) {
            String from = tensors.inEncoder(naming.layer(i));
            String to = naming.shared() ? "encoder.shared." : "encoder." + i + ".";
            tensors.dense(to + "attention.query", from + parts.get(0), width, width);
            tensors.dense(to + "attention.key", from + parts.get(1), width, width);
            tensors.dense(to + "attention.value", from + parts.get(2), width, width);
            tensors.dense(to + "attention.output", from + parts.get(3), width, width);
            tensors.norm(to + "attention.norm", from + parts.get(4), width);
            tensors.dense(to + "feedforward.up", from + parts.get(5), sizes.feedForward(), width);
            tensors.dense(to + "feedforward.down", from + parts.get(6), width, sizes.feedForward());
            tensors.norm(to + "feedforward.norm", from + parts.get(7), width);
        }
    }
}
