package dev.attar.importer.sentence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.Prompt;
import dev.attar.compiler.check.Texts;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code config_sentence_transformers.json}: prompts by name, and the one for every text. */
final class Prompts {
    private Prompts() {}

    static Texts read(Settings settings, ImportReport report) {
        report.add(settings);
        settings.harmless(List.of("__version__"));
        settings.require("model_type", "SentenceTransformer", "CrossEncoder");
        settings.get("activation_fn");
        settings.text("similarity_fn_name")
                .ifPresent(name -> report.add(
                        Kind.NOT_USED,
                        settings.file() + " similarity_fn_name",
                        "Vectors are meant to be compared by " + name
                                + "; the model gives vectors and compares none."));
        List<Prompt> prompts = new ArrayList<>();
        Optional<JsonNode> written = settings.get("prompts");
        written.ifPresent(all -> all.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw settings.refused("prompts", "should hold texts by name");
            }
            prompts.add(prompt(settings, entry.getKey(), entry.getValue().textValue()));
        }));
        Optional<String> standard = settings.text("default_prompt_name");
        standard.filter(name ->
                        prompts.stream().noneMatch(prompt -> prompt.name().equals(name)))
                .ifPresent(name -> {
                    throw settings.refused("default_prompt_name", "should be the name of one of the prompts");
                });
        boolean said = prompts.stream().anyMatch(prompt -> !prompt.words().isEmpty());
        return said ? told(new Texts(prompts, standard, false), report) : Texts.NONE;
    }

    private static Prompt prompt(Settings settings, String name, String words) {
        try {
            return new Prompt(name, words);
        } catch (IllegalArgumentException e) {
            throw new ImportException(
                    settings.file() + ": the prompt '" + name + "' cannot be written into a spec: it is too long or no"
                            + " Unicode",
                    e);
        }
    }

    private static Texts told(Texts texts, ImportReport report) {
        String names = String.join(
                ", ",
                texts.prompts().stream()
                        .map(prompt -> "'" + prompt.name() + "'")
                        .toList());
        report.add(
                Kind.USED,
                "prompts",
                "Prompts: " + names + ", in the spec's texts block. "
                        + texts.standard()
                                .map(name -> "Every text gets '" + name + "' unless another is asked for.")
                                .orElse("None of them is used unless it is asked for."));
        return texts;
    }
}
