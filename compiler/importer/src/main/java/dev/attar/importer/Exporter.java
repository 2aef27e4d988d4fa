package dev.attar.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.Probability;
import dev.attar.compiler.check.SpecParameter;
import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.family.FamilyExport;
import dev.attar.importer.family.ForeignTensor;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ModelFolder;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a model as the Hugging Face folder that it could have been imported from. */
public final class Exporter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOKENIZERS =
            List.of("tokenizer.json", "source.spm", "target.spm", "vocab.json", "merges.txt");

    private final ModelSpec spec;
    private final Path weights;
    private final Path folder;
    private final List<Path> written = new ArrayList<>();

    private Exporter(ModelSpec spec, Path weights, Path folder) {
        this.spec = spec;
        this.weights = weights;
        this.folder = folder;
    }

    /**
     * Writes {@code config.json}, {@code model.safetensors}, settings of texts or of sentence-transformers, and the tokenizer that lies
     * beside the weights.
     *
     * @param weights a safetensors file with the spec's parameters
     * @return the files
     * @throws ImportException when no family composes as the spec does, or the weights are not the spec's
     */
    public static List<Path> export(ModelSpec spec, Path weights, Path folder) {
        try (Arena arena = Arena.ofShared()) {
            return new Exporter(spec, weights.toAbsolutePath(), folder).export(arena);
        } catch (IOException | WeightsException e) {
            throw new ImportException("the export cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private List<Path> export(Arena arena) throws IOException {
        FamilyExport family = FamilyExport.of(spec)
                .orElseThrow(() -> new ImportException("no family that is exported composes as " + spec.name()
                        + " does: what its spec says has no place in a config.json"));
        Map<String, TensorData> stored = Checkpoint.file(
                        ModelFolder.of(weights.getParent()),
                        weights.getFileName().toString(),
                        arena)
                .tensors();
        check(stored);
        Optional<Head.Embed> sentence = SentenceFiles.needed(spec);
        Map<String, ObjectNode> sentences =
                sentence.map(head -> SentenceFiles.pooling(spec, head)).orElse(Map.of());
        Files.createDirectories(folder);
        tensors(family.tensors(stored));
        for (Map.Entry<String, ObjectNode> file : sentences.entrySet()) {
            json(file.getKey(), file.getValue());
        }
        if (sentence.flatMap(Head.Embed::dense).isPresent()) {
            dense(stored);
        }
        if (sentence.isPresent()) {
            json("modules.json", SentenceFiles.modules(sentence.get()));
        }
        if (spec.head() instanceof Head.Generate text) {
            json("generation_config.json", GenerationFile.of(text.generation(), spec.isTranslator()));
        }
        for (String name : TOKENIZERS) {
            Path beside = weights.resolveSibling(name);
            if (Files.isRegularFile(beside)) {
                Files.copy(beside, file(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        json("config.json", labelled(family.config()));
        return written;
    }

    private void check(Map<String, TensorData> stored) {
        List<String> problems = new ArrayList<>();
        for (SpecParameter parameter : SpecParameter.of(spec)) {
            TensorData data = stored.get(parameter.name());
            if (data == null) {
                problems.add("missing " + parameter.name() + " " + parameter.shape());
            } else if (!data.shape().equals(parameter.shape())) {
                problems.add(parameter.name() + " has shape " + data.shape() + ", not " + parameter.shape());
            }
        }
        if (!problems.isEmpty()) {
            throw new ImportException(weights + " does not fit the spec:\n  "
                    + String.join("\n  ", problems.subList(0, Math.min(30, problems.size()))));
        }
    }

    private void tensors(List<ForeignTensor> tensors) {
        WeightsWriter writer = new WeightsWriter(file("model.safetensors")).metadata("format", "pt");
        for (ForeignTensor tensor : tensors) {
            long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
            writer.addStreamed(tensor.name(), Imported.type(tensor.kind()), tensor::read, shape);
        }
        writer.write();
    }

    /** The dense layer after the pooling, in a folder of its own. */
    private void dense(Map<String, TensorData> stored) {
        Path file = file(SentenceFiles.DENSE + "/model.safetensors");
        WeightsWriter writer = new WeightsWriter(file).metadata("format", "pt");
        for (String part : List.of("weight", "bias")) {
            TensorData data = stored.get("head.dense." + part);
            if (data == null) {
                continue; // a layer without a bias
            }
            long[] shape = data.shape().stream().mapToLong(Long::longValue).toArray();
            writer.addStreamed(
                    "linear." + part,
                    Imported.type(data.kind()),
                    (first, into) -> TensorView.of(data).read(first, into),
                    shape);
        }
        writer.write();
    }

    private ObjectNode labelled(ObjectNode config) {
        Labels labels = switch (spec.head()) {
            case Head.Classify head -> head.labels();
            case Head.Tokens head -> head.labels();
            default -> Labels.NONE;
        };
        int classes = switch (spec.head()) {
            case Head.Classify head -> head.classes();
            case Head.Tokens head -> head.classes();
            default -> 0;
        };
        if (classes > 0) {
            ObjectNode names = config.putObject("id2label");
            ObjectNode ids = config.putObject("label2id");
            for (int i = 0; i < classes; i++) {
                String name =
                        labels.names().isEmpty() ? "LABEL_" + i : labels.names().get(i);
                names.put(String.valueOf(i), name);
                ids.put(name, i);
            }
        }
        labels.probability()
                .filter(how -> classes > 1 || how == Probability.NONE)
                .ifPresent(how -> config.put(
                        "problem_type",
                        switch (how) {
                            case SOFTMAX -> "single_label_classification";
                            case SIGMOID -> "multi_label_classification";
                            case NONE -> "regression";
                        }));
        return config;
    }

    private void json(String name, JsonNode content) throws IOException {
        Path file = file(name);
        Files.createDirectories(file.getParent());
        Imported.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }

    private Path file(String name) {
        Path file = folder.resolve(name);
        written.add(file);
        return file;
    }
}
