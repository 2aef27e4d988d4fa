package dev.attar.importer.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.Generation;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.family.FamilyConfig;
import dev.attar.importer.family.FamilyFolder;
import dev.attar.importer.family.FamilyModel;
import dev.attar.importer.family.FamilyTable;
import dev.attar.importer.family.GenerationSettings;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A folder of a family that has a table. */
final class TableFolder {
    private final ModelFolder folder;
    private final Settings settings;
    private final ImportReport report;
    private final Arena arena;

    /** @param settings {@code config.json} */
    TableFolder(ModelFolder folder, Settings settings, ImportReport report, Arena arena) {
        this.folder = folder;
        this.settings = settings;
        this.report = report;
        this.arena = arena;
    }

    FolderModel read(FamilyTable table, String name, ImportOptions options, SentenceSteps steps) {
        new Config(settings).requireOwn();
        FamilyConfig config = new FamilyConfig(settings, report);
        String architecture = settings.get("architectures")
                .map(list -> list.path(0))
                .map(JsonNode::asText)
                .orElse("");
        Checkpoint.Found found = Checkpoint.in(folder, arena);
        FamilyFolder family = new FamilyFolder(table, config, found);
        Optional<DenseStep> dense = steps.dense();
        Head head = head(table, family, architecture, options, steps);
        ModelSpec spec = family.spec(name, head);
        Set<String> others = dense.stream()
                .flatMap(step -> step.tensors().stream())
                .map(NamedTensor::name)
                .collect(Collectors.toSet());
        List<NamedTensor> taken = new ArrayList<>(family.tensors(spec, others, report));
        dense.ifPresent(step -> taken.addAll(step.tensors()));
        report.add(
                Kind.FOUND,
                "model",
                "Found by " + folder.path("config.json") + ": "
                        + settings.text("model_type").orElse("")
                        + (architecture.isEmpty() ? "" : ", " + architecture) + "; weights in " + found.file() + ".");
        if (!(head instanceof Head.Classify)) {
            settings.harmless(HeadLabels.SETTINGS);
        }
        settings.harmless(Config.HARMLESS);
        settings.harmless(table.harmless());
        return new FolderModel(spec, taken);
    }

    /** Where {@code generation_config.json} is there, what {@code config.json} says about texts does not count. */
    private Head withTexts(Head.Generate head, FamilyFolder family) {
        Optional<Settings> own = folder.settings("generation_config.json");
        own.ifPresent(report::add);
        FamilyModel model = family.model();
        Generation generation =
                GenerationSettings.read(own.orElse(settings), model.stacks().size() > 1, model.vocabulary(), report);
        settings.get("task_specific_params")
                .filter(tasks -> !tasks.isEmpty())
                .ifPresent(tasks -> report.add(
                        Kind.NOT_USED,
                        "config.json task_specific_params",
                        "config.json has settings for tasks of its own ("
                                + String.join(
                                        ", ",
                                        tasks.properties().stream()
                                                .map(Map.Entry::getKey)
                                                .toList())
                                + "), which are not used: give their prefix and their lengths yourself."));
        return new Head.Generate(head.tied(), head.scale(), head.bias(), generation);
    }

    /** A vector for each text where a pool is chosen, or where the architecture has no head. */
    private Head head(
            FamilyTable table, FamilyFolder family, String architecture, ImportOptions options, SentenceSteps steps) {
        HeadLabels labels = new HeadLabels(settings, steps.activation(), report);
        Optional<Head> head = options.pools().isPresent() ? Optional.empty() : family.head(architecture, labels::of);
        if (head.isPresent()) {
            return head.get() instanceof Head.Generate generate ? withTexts(generate, family) : head.get();
        }
        if (options.pools().isEmpty() && !HeadReader.endsInHiddenStates(architecture)) {
            throw new ImportException("config.json: the architecture '" + architecture
                    + "' is not supported for this family; these endings are: " + table.heads()
                    + ". For sentence embeddings, choose a pool");
        }
        settings.harmless(List.of("tie_word_embeddings"));
        return SentenceHead.of(options, steps.dense(), family.model().width(), report);
    }
}
