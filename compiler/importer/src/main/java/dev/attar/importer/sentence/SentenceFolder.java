package dev.attar.importer.sentence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.Texts;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.ModelFolder;
import dev.attar.importer.source.Settings;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code modules.json}, which lists the steps of a sentence encoder and their folders, and what the steps say. */
public final class SentenceFolder {
    private static final String MODULES = "modules.json";
    private static final String OLD_POOLING = "1_Pooling";
    private static final Pattern TYPE = Pattern.compile("sentence_transformers\\.(?:[a-z_0-9]+\\.)*([A-Za-z]+)");

    /** The settings of the first step have a file of another name for each kind of encoder in old folders. */
    private static final List<String> TRANSFORMER_SETTINGS = List.of(
            "sentence_bert_config.json",
            "sentence_roberta_config.json",
            "sentence_distilbert_config.json",
            "sentence_camembert_config.json",
            "sentence_albert_config.json",
            "sentence_xlm-roberta_config.json");

    private final ModelFolder folder;
    private final ImportOptions options;
    private final ImportReport report;
    private final Arena arena;
    private final Optional<Settings> own;

    private SentenceFolder(ModelFolder folder, ImportOptions options, ImportReport report, Arena arena) {
        this.folder = folder;
        this.options = options;
        this.report = report;
        this.arena = arena;
        this.own = folder.settings("config_sentence_transformers.json");
    }

    /** One entry of {@code modules.json}. */
    private record Module(String kind, String path) {}

    /** Whether a folder says that it is a sentence encoder. */
    public static boolean is(ModelFolder folder) {
        return folder.has(MODULES);
    }

    /**
     * @param arena keeps the weights of a dense layer mapped
     * @throws ImportException when the settings ask for something that cannot be imported
     */
    public static SentenceSteps read(ModelFolder folder, ImportOptions options, ImportReport report, Arena arena) {
        return new SentenceFolder(folder, options, report, arena).steps();
    }

    /**
     * What the settings say about texts alone, for a model whose own graph makes the sentence's vector.
     *
     * @throws ImportException when they ask for something that cannot be imported
     */
    public static SentenceSteps readTexts(ModelFolder folder, ImportReport report, Arena arena) {
        SentenceFolder reader = new SentenceFolder(folder, ImportOptions.none(), report, arena);
        Optional<JsonNode> modules = folder.json(MODULES);
        String encoder =
                modules.map(json -> reader.modules(json).getFirst().path()).orElse("");
        Transformer first = reader.transformer(encoder);
        return SentenceSteps.embedding(
                encoder,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                first.longest,
                first.lowerCase,
                reader.prompts());
    }

    private Texts prompts() {
        return own.map(settings -> Prompts.read(settings, report)).orElse(Texts.NONE);
    }

    /** A cross-encoder has one step, the encoder with its own head. */
    private SentenceSteps crossEncoder(Optional<JsonNode> modules) {
        Texts texts = prompts();
        Optional<String> activation = own.flatMap(settings -> settings.text("activation_fn"));
        List<Module> steps = modules.map(this::modules).orElseGet(() -> List.of(new Module("Transformer", "")));
        if (steps.size() > 1) {
            throw new ImportException(
                    folder.path(MODULES) + ": a cross-encoder with steps after the encoder is not" + " supported");
        }
        Transformer first = transformer(steps.getFirst().path());
        return new SentenceSteps(
                steps.getFirst().path(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                first.longest,
                first.lowerCase,
                texts,
                true,
                activation);
    }

    private SentenceSteps steps() {
        Optional<JsonNode> modules = folder.json(MODULES);
        if (own.flatMap(settings -> settings.text("model_type")).equals(Optional.of("CrossEncoder"))) {
            return crossEncoder(modules);
        }
        Texts texts = prompts();
        if (modules.isEmpty()) {
            Optional<List<Pool>> pool =
                    folder.has(OLD_POOLING) ? pools(new Module("Pooling", OLD_POOLING), texts) : Optional.empty();
            Transformer first = transformer("");
            return SentenceSteps.embedding(
                    "", pool, Optional.empty(), Optional.empty(), first.longest, first.lowerCase, texts);
        }
        List<Module> steps = modules(modules.get());
        Transformer first = transformer(steps.getFirst().path());
        Optional<Module> pooling = only(steps, "Pooling");
        Optional<Module> dense = only(steps, "Dense");
        Optional<Module> normalize = only(steps, "Normalize");
        order(steps, List.of("Transformer", "Pooling", "Dense", "Normalize"));
        normalize.ifPresent(
                step -> folder.folder(step.path()).settings("config.json").ifPresent(settings -> {
                    report.add(settings);
                    settings.require("module_input_name", "sentence_embedding");
                    settings.require("module_output_name", "sentence_embedding");
                }));
        Optional<List<Pool>> pool = pools(pooling.orElseGet(() -> new Module("Pooling", "")), texts);
        return SentenceSteps.embedding(
                steps.getFirst().path(),
                pool,
                dense.map(step -> DenseStep.read(folder, step.path(), arena, report)),
                Optional.of(normalize.isPresent()),
                first.longest,
                first.lowerCase,
                texts);
    }

    private List<Module> modules(JsonNode json) {
        List<Module> steps = new ArrayList<>();
        for (JsonNode entry : json) {
            Settings settings = new Settings(MODULES, entry);
            String type = settings.text("type").orElse("");
            Matcher known = TYPE.matcher(type);
            String kind = known.matches() ? known.group(1) : "";
            switch (kind) {
                case "Transformer", "Pooling", "Dense", "Normalize" ->
                    steps.add(new Module(kind, settings.text("path").orElse("")));
                // Dropout does nothing outside of training.
                case "Dropout" ->
                    report.add(Kind.NOT_USED, MODULES, MODULES + ": Dropout does nothing but in training.");
                default ->
                    throw new ImportException(folder.path(MODULES) + ": the step '" + type + "' is not supported; these"
                            + " are: Transformer, Pooling, Dense and Normalize of sentence_transformers");
            }
            settings.harmless(List.of("idx", "name"));
            settings.unknown().keySet().stream().findFirst().ifPresent(key -> {
                throw new ImportException(
                        folder.path(MODULES) + ": the setting '" + key + "' of the step '" + type + "' is not known");
            });
        }
        if (steps.isEmpty() || !steps.getFirst().kind().equals("Transformer")) {
            throw new ImportException(folder.path(MODULES) + ": its first step is no Transformer");
        }
        return steps;
    }

    private Optional<Module> only(List<Module> steps, String kind) {
        List<Module> found =
                steps.stream().filter(step -> step.kind().equals(kind)).toList();
        if (found.size() > 1) {
            throw new ImportException(
                    folder.path(MODULES) + ": it has " + found.size() + " steps " + kind + "; one is supported");
        }
        return found.stream().findFirst();
    }

    private void order(List<Module> steps, List<String> wanted) {
        List<String> kinds = steps.stream().map(Module::kind).toList();
        List<String> sorted =
                kinds.stream().sorted(Comparator.comparing(wanted::indexOf)).toList();
        if (!kinds.equals(sorted)) {
            throw new ImportException(folder.path(MODULES) + ": its steps are " + String.join(", ", kinds)
                    + "; only the order " + String.join(", ", wanted) + " is supported");
        }
    }

    private Optional<List<Pool>> pools(Module step, Texts texts) {
        if (options.pools().isPresent()) {
            report.add(
                    Kind.NOT_USED,
                    "pooling",
                    "The pooling that the folder asks for is not read, because one was given.");
            return options.pools();
        }
        ModelFolder own = folder.folder(step.path());
        Optional<Settings> settings = step.path().isEmpty() ? Optional.empty() : own.settings("config.json");
        if (settings.isEmpty()) {
            throw new ImportException((step.path().isEmpty()
                            ? folder.path(MODULES) + ": it has no step Pooling"
                            : folder.path(MODULES) + " names a Pooling in '" + step.path() + "', but "
                                    + own.path("config.json") + " is not there")
                    + "; say how a sentence's vector is made with --pool");
        }
        report.add(settings.get());
        Pooling pooling = new Pooling(settings.get());
        if (!pooling.includesPrompt()) {
            if (!texts.prompts().isEmpty()) {
                throw new ImportException(
                        settings.get().file() + ": 'include_prompt' is false: the tokens of the prompt are left out of"
                                + " the pooling, which is not supported. To pool over all tokens, give"
                                + " --pool");
            }
            report.add(
                    Kind.NOT_USED,
                    settings.get().file() + " include_prompt",
                    settings.get().file() + ": 'include_prompt' is false, which changes nothing without prompts.");
        }
        return Optional.of(pooling.pools(report));
    }

    private record Transformer(Optional<Integer> longest, boolean lowerCase) {}

    private Transformer transformer(String path) {
        ModelFolder own = folder.folder(path);
        for (String name : TRANSFORMER_SETTINGS) {
            Optional<Settings> found = own.settings(name);
            if (found.isPresent()) {
                return transformer(found.get());
            }
        }
        return new Transformer(Optional.empty(), false);
    }

    private Transformer transformer(Settings settings) {
        report.add(settings);
        boolean scores = settings.text("transformer_task").equals(Optional.of("sequence-classification"));
        settings.require("transformer_task", "feature-extraction", "sequence-classification");
        settings.require("module_output_name", scores ? "scores" : "token_embeddings");
        String output = scores ? "logits" : "last_hidden_state";
        settings.harmless(List.of("unpad_inputs"));
        settings.require("query_length");
        settings.require("document_length");
        settings.require("query_expansion");
        settings.get("modality_config").ifPresent(modality -> {
            JsonNode text = modality.path("text");
            boolean plain = modality.size() == 1
                    && text.path("method").asText("forward").equals("forward")
                    && text.path("method_output_name").asText(output).equals(output);
            if (!plain) {
                throw settings.refused("modality_config", "should say that texts become " + output);
            }
        });
        int longest = settings.size("max_seq_length", 0, 1, Limits.MAX_DIMENSION);
        return new Transformer(
                longest == 0 ? Optional.empty() : Optional.of(longest), settings.flag("do_lower_case", false));
    }
}
