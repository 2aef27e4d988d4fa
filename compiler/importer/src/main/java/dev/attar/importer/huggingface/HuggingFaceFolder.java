package dev.attar.importer.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.FeedForward;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Residual;
import dev.attar.importer.recognise.Recognised;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.Json;
import dev.attar.importer.tensor.TensorData;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A folder as Hugging Face's transformers write it: {@code config.json} and {@code model.safetensors}. */
public final class HuggingFaceFolder {
    private HuggingFaceFolder() {}

    /**
     * @param arena keeps the weights mapped
     * @throws ImportException when the folder is not one, the model is of no supported family, or weights do not fit it
     */
    public static Recognised read(Path folder, String name, ImportOptions options, Arena arena) {
        JsonNode json = Json.read(folder.resolve("config.json"))
                .orElseThrow(() -> new ImportException(folder + " has no config.json; give a Hugging Face folder with"
                        + " config.json and model.safetensors, or a file .onnx"));
        if (options.output().isPresent()) {
            throw new ImportException("a Hugging Face folder has no outputs to choose from; its head is the one that"
                    + " config.json names");
        }
        Config config = new Config(json);
        Family family = Family.of(json.path("model_type").asText(""));
        Sizes sizes = Sizes.of(config, family);
        Shelf shelf = new Shelf(tensors(folder, arena));
        encoder(shelf, family, sizes);
        String architecture = json.path("architectures").path(0).asText("");
        boolean sentences = options.pool().isPresent();
        Head head = new HeadNames(family, sizes, shelf).head(architecture, sentences, options);
        List<String> report = new ArrayList<>();
        report.add("Found by config.json: "
                + family.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + (architecture.isEmpty() ? "" : ", " + architecture) + ".");
        var taken = shelf.taken();
        shelf.leftOver().ifPresent(report::add);
        return new Recognised(spec(name, sizes, head), true, Set.of(), taken, shelf.compared(), report);
    }

    private static ModelSpec spec(String name, Sizes sizes, Head head) {
        Norm norm = new Norm(sizes.epsilon());
        return new ModelSpec(
                name,
                sizes.vocabulary(),
                sizes.positions() - sizes.offset(),
                sizes.width(),
                new Embedding(
                        new Positions.Learned(sizes.offset()), sizes.segments(), Optional.of(norm), sizes.dropout()),
                new Encoder(
                        sizes.depth(),
                        new Attention(sizes.heads(), sizes.attentionDropout()),
                        new FeedForward(sizes.feedForward(), sizes.activation()),
                        new Residual(norm, Order.POST, sizes.dropout()),
                        Optional.empty()),
                head,
                Optional.empty());
    }

    private static void encoder(Shelf shelf, Family family, Sizes sizes) {
        long width = sizes.width();
        String embeddings = shelf.inEncoder("embeddings.");
        shelf.take("embeddings.tokens.weight", embeddings + "word_embeddings.weight", sizes.vocabulary(), width);
        shelf.take("embeddings.positions.weight", embeddings + "position_embeddings.weight", sizes.positions(), width);
        if (sizes.segments() > 0) {
            shelf.take(
                    "embeddings.segments.weight", embeddings + "token_type_embeddings.weight", sizes.segments(), width);
        }
        shelf.norm("embeddings.norm", embeddings + "LayerNorm", width);
        List<String> parts = family.naming().parts();
        for (int i = 0; i < sizes.depth(); i++) {
            String from = shelf.inEncoder(family.naming().layers() + i + ".");
            String to = "encoder." + i + ".";
            shelf.dense(to + "attention.query", from + parts.get(0), width, width);
            shelf.dense(to + "attention.key", from + parts.get(1), width, width);
            shelf.dense(to + "attention.value", from + parts.get(2), width, width);
            shelf.dense(to + "attention.output", from + parts.get(3), width, width);
            shelf.norm(to + "attention.norm", from + parts.get(4), width);
            shelf.dense(to + "feedforward.up", from + parts.get(5), sizes.feedForward(), width);
            shelf.dense(to + "feedforward.down", from + parts.get(6), width, sizes.feedForward());
            shelf.norm(to + "feedforward.norm", from + parts.get(7), width);
        }
    }

    /** One file, or the parts that an index lists; all of them in this folder. */
    private static Map<String, TensorData> tensors(Path folder, Arena arena) {
        Path single = folder.resolve("model.safetensors");
        if (Files.isRegularFile(single)) {
            return SafetensorsFile.read(single, arena);
        }
        JsonNode index = Json.read(folder.resolve("model.safetensors.index.json"))
                .orElseThrow(() -> new ImportException(folder + " has no model.safetensors; "
                        + (Files.exists(folder.resolve("pytorch_model.bin"))
                                ? "pytorch_model.bin is not read: save the model with safe_serialization=True"
                                : "download it beside config.json")));
        Set<String> files = new TreeSet<>();
        index.path("weight_map").forEach(file -> files.add(file.asText()));
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (String file : files) {
            if (!file.matches("[A-Za-z0-9._-]+") || file.startsWith(".")) {
                throw new ImportException("model.safetensors.index.json: '" + file + "' is not a file of this folder");
            }
            tensors.putAll(SafetensorsFile.read(folder.resolve(file), arena));
        }
        return tensors;
    }
}
