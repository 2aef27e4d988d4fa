package dev.attar.importer.huggingface;

import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.Settings;
import java.util.Arrays;
import java.util.List;

/** The family of a {@code config.json} that names none, as Google's and other old ones do: by names and shapes. */
final class UnnamedFamily {
    private UnnamedFamily() {}

    /** @throws ImportException when they do not decide */
    static Family of(Settings settings, Checkpoint.Found found, ImportReport report) {
        List<String> names = List.copyOf(found.stored().tensors().keySet());
        List<Family> byLayers = Arrays.stream(Family.values())
                .filter(family -> names.stream()
                        .anyMatch(name -> name.endsWith(family.naming().anchor())))
                .toList();
        Family family = byLayers.size() == 1 ? byLayers.getFirst() : ofBertsKind(settings, names, byLayers);
        report.add(
                Kind.ASSUMED,
                "config.json model_type",
                "config.json has no model_type; by the names and shapes of its tensors this is a model of the family "
                        + family.type() + ".");
        return family;
    }

    /** Only BERT's position table begins with the first token, and only BERT has two segments. */
    private static Family ofBertsKind(Settings settings, List<String> names, List<Family> candidates) {
        boolean other = names.stream()
                .anyMatch(name ->
                        name.matches("(.*\\.)?(roberta|electra|camembert|lm_head|discriminator_predictions)\\..*"));
        boolean segments = settings.size("type_vocab_size", 2, 0, Integer.MAX_VALUE) == 2;
        boolean projects = names.stream().anyMatch(name -> name.contains("embeddings_project"));
        if (candidates.contains(Family.BERT) && !other && segments && !projects) {
            return Family.BERT;
        }
        throw new ImportException("config.json has no 'model_type', and its tensors do not decide which family it is"
                + "; write \"model_type\": \"bert\" (or what it is) into config.json");
    }
}
