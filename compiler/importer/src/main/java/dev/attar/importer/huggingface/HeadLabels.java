package dev.attar.importer.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.Probability;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code config.json} says about the classes of a head: their names, by number, and how a score becomes a probability. */
final class HeadLabels {
    /** A spec has 64 KB for everything. */
    private static final int MOST_BYTES = 40_000;

    /** What is without effect on other heads than those with classes. */
    static final List<String> SETTINGS = List.of(
            "id2label", "num_labels", "problem_type", "sentence_transformers", "sbert_ce_default_activation_function");

    private static final String ABOUT = "config.json id2label";

    private final Settings settings;
    private final Optional<String> crossEncoder;
    private final ImportReport report;

    /** @param crossEncoder the function that the settings of a cross-encoder name; empty: config.json may name one */
    HeadLabels(Settings settings, Optional<String> crossEncoder, ImportReport report) {
        this.settings = settings;
        this.crossEncoder = crossEncoder;
        this.report = report;
    }

    /** @throws ImportException when there is not one label for each class */
    Labels of(int classes, boolean sequences) {
        int said = settings.size("num_labels", classes, 1, Integer.MAX_VALUE);
        if (said != classes) {
            throw new ImportException(
                    "config.json: 'num_labels' is " + said + ", and the classifier has " + classes + " rows");
        }
        return new Labels(names(classes), sequences ? probability(classes) : Optional.empty());
    }

    private List<String> names(int classes) {
        Optional<JsonNode> written = settings.get("id2label");
        if (written.isEmpty()) {
            return List.of();
        }
        TreeMap<Integer, String> names = new TreeMap<>();
        written.get().properties().forEach(entry -> {
            boolean number = entry.getKey().matches("\\d{1,9}");
            String name = entry.getValue().isValueNode() ? entry.getValue().asText() : "";
            if (!number || names.put(Integer.parseInt(entry.getKey()), name) != null) {
                throw new ImportException("config.json: 'id2label' has a label '" + entry.getKey()
                        + "', which is not the number of a class");
            }
        });
        if (names.size() != classes || names.firstKey() != 0 || names.lastKey() != classes - 1) {
            throw new ImportException("config.json: 'id2label' has " + names.size() + " labels, from "
                    + (names.isEmpty() ? "none" : names.firstKey() + " to " + names.lastKey())
                    + ", and the classifier has " + classes + " rows; correct it, or remove it");
        }
        List<String> labels = List.copyOf(names.values());
        boolean given =
                names.entrySet().stream().anyMatch(name -> !name.getValue().equals("LABEL_" + name.getKey()));
        if (!given) {
            report.add(Kind.NOT_USED, ABOUT, "The classes have no names: config.json calls them LABEL_0 and so on.");
            return List.of();
        }
        int bytes = labels.stream()
                .mapToInt(label -> label.getBytes(StandardCharsets.UTF_8).length + 4)
                .sum();
        if (bytes > MOST_BYTES) {
            report.add(Kind.NOT_USED, ABOUT, "The " + classes + " labels are too long for a spec and are left out.");
            return List.of();
        }
        return labels;
    }

    /** Which function transformers' pipelines and sentence-transformers' CrossEncoder put over the scores. */
    private Optional<Probability> probability(int classes) {
        Optional<String> encoder = activation();
        Optional<String> problem = settings.text("problem_type");
        if (problem.isPresent()) {
            Probability found = switch (problem.get()) {
                case "multi_label_classification" -> Probability.SIGMOID;
                case "single_label_classification" -> Probability.SOFTMAX;
                case "regression" -> Probability.NONE;
                default -> throw settings.refused("problem_type", "should be the kind of a problem");
            };
            encoder.ifPresent(_ -> report.add(
                    Kind.NOT_USED,
                    "activation_fn",
                    "The CrossEncoder's activation is not used: problem_type decides."));
            return said(found, classes, "problem_type " + problem.get());
        }
        if (encoder.isPresent()) {
            return switch (encoder.get()) {
                case "torch.nn.modules.linear.Identity" ->
                    classes > 1 ? Optional.empty() : said(Probability.NONE, classes, "its activation is Identity");
                case "torch.nn.modules.activation.Sigmoid" ->
                    said(Probability.SIGMOID, classes, "its activation is Sigmoid");
                case "torch.nn.modules.activation.Softmax" ->
                    said(Probability.SOFTMAX, classes, "its activation is Softmax");
                default ->
                    throw new ImportException("config.json: the CrossEncoder's activation " + encoder.get()
                            + " is not supported; Attar has Identity, Sigmoid and Softmax");
            };
        }
        return classes == 1
                ? said(
                        Probability.SIGMOID,
                        classes,
                        "nothing is said, and of one score CrossEncoder and pipelines take it")
                : Optional.empty();
    }

    private Optional<String> activation() {
        Optional<String> old = settings.text("sbert_ce_default_activation_function");
        Optional<JsonNode> own = settings.get("sentence_transformers");
        return crossEncoder.or(() -> own.map(json -> json.path("activation_fn"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .or(() -> old));
    }

    private Optional<Probability> said(Probability probability, int classes, String why) {
        String what = switch (probability) {
            case SIGMOID ->
                classes == 1
                        ? "The score's probability is its sigmoid"
                        : "The classes do not exclude each other: the probability of each is the sigmoid of its"
                                + " score";
            case SOFTMAX -> "Probabilities are the softmax of the scores";
            case NONE -> "Scores are what the model is for, and no probabilities";
        };
        report.add(
                Kind.USED,
                "probability",
                what + " (" + why + "). The model itself gives scores; the spec says probability "
                        + probability.name().toLowerCase(Locale.ROOT) + ".");
        return Optional.of(probability);
    }
}
