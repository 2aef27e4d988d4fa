package dev.attar.importer.huggingface;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tensors of a folder, taken one by one under new names; remembers what is missing, misshapen and left over. */
final class Shelf {
    private static final String TOKENS = "embeddings.word_embeddings.weight";
    private static final int LISTED = 30;

    private final Map<String, TensorData> tensors;
    private final String prefix;
    private final Set<String> left;
    private final List<NamedTensor> taken = new ArrayList<>();
    private final List<TensorData> compared = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @throws ImportException when there is no token embedding to tell the prefix of the encoder by */
    Shelf(Map<String, TensorData> found) {
        this.tensors = new LinkedHashMap<>();
        found.forEach((name, data) -> tensors.put(modern(name), data));
        this.left = new LinkedHashSet<>(tensors.keySet());
        List<String> prefixes = tensors.keySet().stream()
                .filter(name -> name.equals(TOKENS) || name.endsWith("." + TOKENS))
                .map(name -> name.substring(0, name.length() - TOKENS.length()))
                .toList();
        if (prefixes.size() != 1) {
            throw new ImportException("model.safetensors has " + prefixes.size() + " tensors named '" + TOKENS
                    + "' (with any prefix) where one was expected");
        }
        this.prefix = prefixes.getFirst();
    }

    /** Old files call scale and shift of a norm gamma and beta. */
    private static String modern(String name) {
        return name.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight")
                .replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    }

    /** The name of a tensor of the encoder itself. */
    String inEncoder(String name) {
        return prefix + name;
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** Takes one tensor of exactly this shape. */
    void take(String canonical, String name, long... shape) {
        List<Long> wanted = Arrays.stream(shape).boxed().toList();
        TensorData data = tensors.get(name);
        if (data == null) {
            problems.add("missing " + name + " " + wanted);
        } else if (!data.shape().equals(wanted)) {
            problems.add(name + " has shape " + data.shape() + ", not " + wanted);
        } else {
            left.remove(name);
            taken.add(NamedTensor.of(canonical, TensorView.of(data), shape));
        }
    }

    /** Takes {@code .weight} and {@code .bias} of a norm. */
    void norm(String canonical, String name, long width) {
        take(canonical + ".weight", name + ".weight", width);
        take(canonical + ".bias", name + ".bias", width);
    }

    /** Takes {@code .weight} and {@code .bias} of a dense layer. */
    void dense(String canonical, String name, long outputs, long inputs) {
        take(canonical + ".weight", name + ".weight", outputs, inputs);
        take(canonical + ".bias", name + ".bias", outputs);
    }

    /** Rows of a matrix, to learn the number of classes; 1 when it is missing, which is reported when it is taken. */
    long rows(String name) {
        TensorData data = tensors.get(name);
        return data == null || data.shape().isEmpty() ? 1 : data.shape().getFirst();
    }

    /** Marks a tensor that must equal the token embeddings, when it is there. */
    void tied(String name) {
        TensorData copy = tensors.get(name);
        if (copy == null) {
            return;
        }
        TensorData table = tensors.get(inEncoder(TOKENS));
        if (copy.bytes().mismatch(table.bytes()) != -1 || copy.kind() != table.kind()) {
            problems.add(
                    name + " differs from " + inEncoder(TOKENS) + "; only models that share the two are supported");
        }
        left.remove(name);
        compared.add(copy);
    }

    /** @throws ImportException with everything that was missing or misshapen */
    List<NamedTensor> taken() {
        if (!problems.isEmpty()) {
            int more = problems.size() - LISTED;
            throw new ImportException("model.safetensors does not fit config.json:\n  "
                    + String.join("\n  ", problems.subList(0, Math.min(LISTED, problems.size())))
                    + (more > 0 ? "\n  and " + more + " more" : ""));
        }
        return taken;
    }

    List<TensorData> compared() {
        return compared;
    }

    /** A line about what was not taken; integers, which are no weights, aside. */
    Optional<String> leftOver() {
        List<String> names = left.stream()
                .filter(name -> tensors.get(name).kind().floating())
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Not imported, because this head does not use them: "
                        + String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                        + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more." : "."));
    }
}
