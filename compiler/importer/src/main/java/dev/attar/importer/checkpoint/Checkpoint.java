package dev.attar.importer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ModelFolder;
import dev.attar.importer.tensor.TensorData;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The weights of a folder, in the file that transformers would take: {@code model.safetensors}, its shards, {@code
 * pytorch_model.bin}, its shards.
 */
public final class Checkpoint {
    private static final String SAFETENSORS = "model.safetensors";
    private static final String TORCH = "pytorch_model.bin";
    private static final String INDEX = ".index.json";

    private Checkpoint() {}

    /**
     * @param file the name of the file, or of the index, that was read
     * @param stored all tensors of it
     */
    public record Found(String file, StoredTensors stored) {}

    /** @throws ImportException when the folder has no weights that can be read, or they are damaged */
    public static Found in(ModelFolder folder, Arena arena) {
        for (String file : new String[] {SAFETENSORS, TORCH}) {
            Optional<MemorySegment> whole = folder.map(file, arena);
            if (whole.isPresent()) {
                return new Found(file, read(folder, file, whole.get()));
            }
            Optional<JsonNode> index = folder.json(file + INDEX);
            if (index.isPresent()) {
                return new Found(file + INDEX, shards(folder, file + INDEX, index.get(), arena));
            }
        }
        throw new ImportException(folder.path() + " has no model.safetensors" + others(folder));
    }

    /** The tensors of one safetensors file. */
    public static StoredTensors file(ModelFolder folder, String name, Arena arena) {
        MemorySegment bytes =
                folder.map(name, arena).orElseThrow(() -> new ImportException("there is no file " + folder.path(name)));
        return SafetensorsFile.read(folder.path(name), bytes);
    }

    private static String others(ModelFolder folder) {
        for (String other : new String[] {"tf_model.h5", "flax_model.msgpack", "model.ckpt.index", "rust_model.ot"}) {
            if (folder.has(other)) {
                return "; " + other + " is not read: load it with transformers and save it with save_pretrained";
            }
        }
        return " and no pytorch_model.bin; download one of them beside config.json";
    }

    private static StoredTensors read(ModelFolder folder, String file, MemorySegment bytes) {
        return file.endsWith(".safetensors")
                ? SafetensorsFile.read(folder.path(file), bytes)
                : TorchFile.read(folder.path(file), bytes);
    }

    /** The index decides which file holds a tensor, whatever else is in the files. */
    private static StoredTensors shards(ModelFolder folder, String name, JsonNode index, Arena arena) {
        Map<String, String> fileOf = new TreeMap<>();
        index.path("weight_map")
                .properties()
                .forEach(entry -> fileOf.put(entry.getKey(), entry.getValue().asText()));
        if (fileOf.isEmpty()) {
            throw new ImportException(folder.path(name) + ": it has no 'weight_map'");
        }
        Map<String, StoredTensors> files = new HashMap<>();
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Map<String, String> aliases = new HashMap<>();
        fileOf.forEach((tensor, file) -> {
            if (!file.matches("[A-Za-z0-9._-]+") || file.startsWith(".")) {
                throw new ImportException(folder.path(name) + ": '" + file + "' is not a file of this folder");
            }
            StoredTensors shard = files.computeIfAbsent(
                    file,
                    shardName -> read(
                            folder,
                            shardName,
                            folder.map(shardName, arena)
                                    .orElseThrow(() -> new ImportException(folder.path(name) + " names " + shardName
                                            + ", which is not there; download it, too"))));
            TensorData data = shard.tensors().get(tensor);
            if (data == null) {
                throw new ImportException(
                        folder.path(file) + " has no tensor '" + tensor + "', which " + name + " says is in it");
            }
            tensors.put(tensor, data);
        });
        files.values().forEach(shard -> aliases.putAll(shard.aliases()));
        aliases.entrySet()
                .removeIf(alias -> tensors.containsKey(alias.getKey()) || !tensors.containsKey(alias.getValue()));
        return new StoredTensors(tensors, aliases);
    }
}
