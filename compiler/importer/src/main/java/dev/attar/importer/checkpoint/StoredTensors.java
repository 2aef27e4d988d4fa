package dev.attar.importer.checkpoint;

import dev.attar.importer.tensor.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file of tensors holds.
 *
 * @param tensors in the file's order
 * @param aliases names that are not stored because another tensor holds the same numbers, and that tensor's name
 */
public record StoredTensors(Map<String, TensorData> tensors, Map<String, String> aliases) {
    public StoredTensors {
        tensors = new LinkedHashMap<>(tensors);
        aliases = Map.copyOf(aliases);
    }
}
