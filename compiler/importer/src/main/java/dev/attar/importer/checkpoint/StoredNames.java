package dev.attar.importer.checkpoint;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a file by the names that a family gives them. Wrappers put prefixes before all names ({@code module.}, {@code
 * _orig_mod.}, {@code 0.auto_model.}), models with a head one before those of the stack of layers ({@code bert.}, {@code
 * transformer.}); a name is looked for with all of that prefix, and with less and less of it.
 */
public final class StoredNames {
    private final Map<String, TensorData> tensors = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final List<String> prefixes;

    /**
     * @param anchor a name that occurs once in every file of the family; what is before it is the prefix
     * @throws ImportException when there is no tensor with this name, or several
     */
    public StoredNames(Checkpoint.Found found, String anchor) {
        String file = found.file();
        found.stored().tensors().forEach((name, data) -> {
            if (tensors.put(modern(name), data) != null) {
                throw new ImportException(file + " has two tensors '" + modern(name) + "', one under its old name");
            }
        });
        found.stored().aliases().forEach((name, stored) -> aliases.put(modern(name), modern(stored)));
        List<String> anchors = tensors.keySet().stream()
                .filter(name -> name.equals(anchor) || name.endsWith("." + anchor))
                .map(name -> name.substring(0, name.length() - anchor.length()))
                .toList();
        if (anchors.size() != 1) {
            throw new ImportException(file + " has " + anchors.size() + " tensors named '" + anchor
                    + "' (with any prefix) where one was expected; is it a model of this family?");
        }
        this.prefixes = prefixes(anchors.getFirst());
    }

    /** Old files call scale and shift of a norm gamma and beta. */
    private static String modern(String name) {
        return name.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight")
                .replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    }

    /** {@code a.b.}, {@code a.} and nothing, of {@code a.b.}. */
    private static List<String> prefixes(String longest) {
        List<String> all = new ArrayList<>();
        for (String at = longest; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('.', at.length() - 2) + 1)) {
            all.add(at);
        }
        all.add("");
        return List.copyOf(all);
    }

    /** Every tensor under its full name. */
    public Map<String, TensorData> all() {
        return tensors;
    }

    /** What is before the names of the stack of layers. */
    public String prefix() {
        return prefixes.getFirst();
    }

    /** The full name of a tensor; empty when it is not there under any prefix. */
    public Optional<String> find(String name) {
        return prefixes.stream()
                .map(prefix -> prefix + name)
                .map(full -> tensors.containsKey(full) ? full : aliases.getOrDefault(full, ""))
                .filter(tensors::containsKey)
                .findFirst()
                .or(() -> Optional.of(name).filter(tensors::containsKey));
    }

    /** Says that a name, which is not stored, means the tensor with this full name. */
    public void alias(String name, String full) {
        aliases.put(name, full);
    }

    /** Whether two tensors, by their full names, have the same type, shape and bytes. */
    public boolean equal(String one, String other) {
        TensorData first = tensors.get(one);
        TensorData second = tensors.get(other);
        return first.kind() == second.kind()
                && first.shape().equals(second.shape())
                && first.bytes().mismatch(second.bytes()) == -1;
    }
}
