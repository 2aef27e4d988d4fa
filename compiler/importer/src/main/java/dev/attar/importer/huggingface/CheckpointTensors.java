package dev.attar.importer.huggingface;

import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.checkpoint.StoredNames;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tensors of a folder, taken one by one under new names; remembers what is missing, misshapen and left over. */
final class CheckpointTensors {
    private static final int LISTED = 30;

    private final String file;
    private final StoredNames names;
    private final Set<String> left;
    private final List<NamedTensor> taken = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int missing;

    /** @throws ImportException when there is no encoder, or several, with such names */
    CheckpointTensors(Checkpoint.Found found, Family.Naming naming) {
        this.file = found.file();
        this.names = new StoredNames(found, naming.anchor());
        this.left = new LinkedHashSet<>(names.all().keySet());
    }

    /** The name of a tensor of the encoder itself. */
    String inEncoder(String name) {
        return names.prefix() + name;
    }

    boolean has(String name) {
        return names.find(name).isPresent();
    }

    /** Takes one tensor of exactly this shape. */
    void take(String canonical, String name, long... shape) {
        List<Long> wanted = Arrays.stream(shape).boxed().toList();
        Optional<String> found = names.find(name);
        if (found.isEmpty()) {
            // A depth of millions is one mistake and not a million.
            if (++missing <= LISTED) {
                problems.add("missing " + name + " " + wanted);
            }
            return;
        }
        TensorData data = names.all().get(found.get());
        if (!data.shape().equals(wanted)) {
            problems.add(found.get() + " has shape " + data.shape() + ", not " + wanted);
        } else {
            left.remove(found.get());
            taken.add(NamedTensor.of(canonical, TensorView.of(data), shape));
        }
    }

    /** So much is missing that there is no use in looking further. */
    boolean hopeless() {
        return missing > LISTED;
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

    /** Rows of a matrix, to learn the number of classes; empty when it is missing or no matrix. */
    Optional<Long> rows(String name) {
        return names.find(name)
                .map(found -> names.all().get(found).shape())
                .filter(shape -> shape.size() == 2)
                .map(List::getFirst);
    }

    /** Says that a tensor, when it is there, holds the same numbers as another one that was or will be taken. */
    void same(String name, String other) {
        Optional<String> copy = names.find(name);
        Optional<String> original = names.find(other);
        if (copy.isEmpty() || original.isEmpty() || copy.equals(original)) {
            return;
        }
        if (!names.equal(copy.get(), original.get())) {
            problems.add(
                    copy.get() + " differs from " + original.get() + "; only models that share the two are supported");
        }
        left.remove(copy.get());
    }

    /** Says that where a tensor is not stored, another one holds the same numbers. */
    void shared(String name, String other) {
        if (!has(name)) {
            names.find(other).ifPresent(found -> names.alias(name, found));
        }
    }

    /** @throws ImportException with everything that was missing or misshapen */
    List<NamedTensor> taken() {
        if (!problems.isEmpty()) {
            int more = problems.size() - LISTED;
            throw new ImportException(file + " does not fit config.json:\n  "
                    + String.join("\n  ", problems.subList(0, Math.min(LISTED, problems.size())))
                    + (more > 0 ? "\n  and " + more + " more" : hopeless() ? "\n  and more" : ""));
        }
        return taken;
    }

    /**
     * Reports what was not taken; integers, which are no weights, aside.
     *
     * @throws ImportException when a tensor stands where one takes part in the result, and has no place in the model
     */
    void reportLeft(Family.Naming naming, int depth, ImportReport report) {
        List<String> floating = left.stream()
                .filter(name -> names.all().get(name).kind().floating())
                .toList();
        List<String> inside =
                floating.stream().filter(name -> takesPart(name, naming, depth)).toList();
        if (!inside.isEmpty()) {
            throw new ImportException(file
                    + " has tensors inside of the encoder that this family does not have, so what"
                    + " they do is not known: "
                    + String.join(", ", inside.subList(0, Math.min(LISTED, inside.size()))));
        }
        report.notUsed(file, "this head does not use them", floating);
    }

    private boolean takesPart(String name, Family.Naming naming, int depth) {
        if (name.startsWith(inEncoder("embeddings."))) {
            return true;
        }
        String layers = inEncoder(naming.layers());
        if (!name.startsWith(layers)) {
            return false;
        }
        if (naming.shared()) {
            return true;
        }
        // Layers beyond the depth are not run.
        String number = name.substring(layers.length()).replaceFirst("\\..*", "");
        return !number.matches("\\d{1,9}") || Integer.parseInt(number) < depth;
    }
}
