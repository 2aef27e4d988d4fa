package dev.attar.importer.family;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.SpecParameter;
import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.checkpoint.StoredNames;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters of a spec, each found in a file by its family's table of names. Nothing of the file is left out unseen. */
final class FamilyTensors {
    private static final int LISTED = 30;

    private final NameTable table;
    private final String file;
    private final StoredNames names;
    private final Set<String> left;
    private final List<String> problems = new ArrayList<>();

    FamilyTensors(Checkpoint.Found found, NameTable table) {
        this.table = table;
        this.file = found.file();
        this.names = new StoredNames(found, table.anchor());
        this.left = new LinkedHashSet<>(names.all().keySet());
    }

    /** Whether the file has a tensor, under any prefix. */
    boolean has(String name) {
        return names.find(name).isPresent();
    }

    /** Whether the file has a tensor that differs from another one. */
    boolean differs(String name, String other) {
        Optional<String> one = names.find(name);
        Optional<String> two = names.find(other);
        return one.isPresent() && two.isPresent() && !one.equals(two) && !names.equal(one.get(), two.get());
    }

    /** A tensor that others are computed from. */
    TensorData use(String name) {
        String found = names.find(name)
                .orElseThrow(() -> new ImportException(file + " does not fit config.json:\n  missing " + name));
        left.remove(found);
        return names.all().get(found);
    }

    /** Rows of a matrix, to learn the number of classes; empty when it is missing or no matrix. */
    Optional<Long> rows(String name) {
        return names.find(name)
                .map(found -> names.all().get(found).shape())
                .filter(shape -> shape.size() == 2)
                .map(List::getFirst);
    }

    /**
     * @param others parameters that come from elsewhere
     * @throws ImportException with everything that is missing, misshapen or not understood
     */
    List<NamedTensor> take(ModelSpec spec, Set<String> others, ImportReport report) {
        List<SpecParameter> parameters = SpecParameter.of(spec).stream()
                .filter(parameter -> !others.contains(parameter.name()))
                .toList();
        boolean ownOutput =
                parameters.stream().anyMatch(parameter -> parameter.name().equals("head.output.weight"));
        List<NameTable.Same> same = table.same().stream()
                .filter(pair -> !ownOutput || !isOutput(pair.one()))
                .toList();
        same.forEach(this::share);
        int heads = spec.stacks().getLast().attention().heads();
        List<NamedTensor> taken = new ArrayList<>();
        for (SpecParameter parameter : parameters) {
            take(parameter, heads).ifPresent(taken::add);
            // A depth of millions is one mistake and not a million.
            if (problems.size() > LISTED) {
                break;
            }
        }
        same.forEach(this::compare);
        table.sines().forEach(name -> sines(name, spec));
        refuseProblems();
        reportLeft(spec, report);
        return taken;
    }

    private boolean isOutput(String foreign) {
        return table.lines("head.output.weight").stream()
                .anyMatch(line -> line.foreign().equals(foreign));
    }

    /** Where one of two tensors with the same numbers is not stored, the other one is taken. */
    private void share(NameTable.Same pair) {
        Optional<String> one = names.find(pair.one());
        Optional<String> other = names.find(pair.other());
        if (one.isPresent() && other.isEmpty()) {
            names.alias(pair.other(), one.get());
            names.alias(names.prefix() + pair.other(), one.get());
        }
    }

    private void compare(NameTable.Same pair) {
        names.find(pair.one()).filter(left::contains).ifPresent(copy -> {
            Optional<String> original = names.find(pair.other()).filter(other -> !other.equals(copy));
            if (original.isPresent()) {
                left.remove(copy);
                if (!names.equal(copy, original.get())) {
                    problems.add(copy + " differs from " + original.get()
                            + "; only models that share the two are supported");
                }
            }
        });
    }

    private Optional<NamedTensor> take(SpecParameter parameter, int heads) {
        List<NameTable.Line> lines = table.lines(parameter.name());
        for (NameTable.Line line : lines) {
            String layer = line.layer(parameter.name()).orElseThrow();
            Optional<String> found = names.find(line.foreign().replace("*", layer));
            if (found.isPresent()) {
                return taken(parameter, line.arrangement(), found.get(), layer, heads);
            }
        }
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        if (lines.stream().anyMatch(line -> line.arrangement().orZero())) {
            return Optional.of(NamedTensor.zeros(parameter.name(), shape));
        }
        problems.add(
                lines.isEmpty()
                        ? "nothing that could be " + parameter.name() + " " + parameter.shape()
                        : "missing "
                                + lines.getFirst()
                                        .foreign()
                                        .replace(
                                                "*",
                                                lines.getFirst()
                                                        .layer(parameter.name())
                                                        .orElseThrow())
                                + " " + lines.getFirst().arrangement().stored(parameter.shape()));
        return Optional.empty();
    }

    private Optional<NamedTensor> taken(
            SpecParameter parameter, Arrangement arrangement, String name, String layer, int heads) {
        TensorData data = names.all().get(name);
        List<Long> wanted = arrangement.stored(parameter.shape());
        List<Long> stored = data.shape();
        // A bias of the output is stored as one row.
        if (stored.size() == 2 && stored.getFirst() == 1 && wanted.size() == 1) {
            stored = stored.subList(1, 2);
        }
        if (!stored.equals(wanted)) {
            problems.add(name + " has shape " + data.shape() + ", not " + wanted);
            return Optional.empty();
        }
        left.remove(name);
        TensorView whole = TensorView.of(data).reshape(wanted).orElseThrow();
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        NamedTensor tensor = NamedTensor.of(parameter.name(), arrangement.of(whole, heads), shape);
        return Optional.of(arrangement.overLayer() ? tensor.over(Integer.parseInt(layer) + 1) : tensor);
    }

    /** A table of sines that is stored is the one that is computed. */
    private void sines(String name, ModelSpec spec) {
        Optional<String> found = names.find(name).filter(left::contains);
        if (found.isPresent() && spec.embedding().positions() instanceof Positions.Sinusoidal sinusoidal) {
            left.remove(found.get());
            if (!SineTable.holds(names.all().get(found.get()), sinusoidal)) {
                problems.add(found.get() + " does not hold the sines and cosines that this family computes");
            }
        }
    }

    private void refuseProblems() {
        if (!problems.isEmpty()) {
            boolean more = problems.size() > LISTED;
            throw new ImportException(file + " does not fit config.json:\n  "
                    + String.join("\n  ", problems.subList(0, Math.min(LISTED, problems.size())))
                    + (more ? "\n  and more" : ""));
        }
    }

    private void reportLeft(ModelSpec spec, ImportReport report) {
        List<String> floating = left.stream()
                .filter(name -> names.all().get(name).kind().floating())
                .filter(name -> !table.isUnused(inside(name)))
                .toList();
        List<String> unknown =
                floating.stream().filter(name -> takesPart(name, spec)).toList();
        if (!unknown.isEmpty()) {
            throw new ImportException(file + " has tensors inside of the model that this family does not have with"
                    + " these settings, so what they do is not known: "
                    + String.join(", ", unknown.subList(0, Math.min(LISTED, unknown.size()))));
        }
        report.notUsed(file, "this head does not use them", floating);
    }

    private String inside(String name) {
        return name.startsWith(names.prefix()) ? name.substring(names.prefix().length()) : name;
    }

    private boolean takesPart(String name, ModelSpec spec) {
        String inside = inside(name);
        if (!name.startsWith(names.prefix()) || table.isOfHead(inside) || table.isOfHead(name)) {
            return false;
        }
        // Layers beyond the depth are not run.
        for (Stack stack : spec.stacks()) {
            String word = stack instanceof ModelSpec.Encoder ? "encoder." : "decoder.";
            Optional<Integer> layer = table.layerOf(word, inside);
            if (layer.isPresent()) {
                return layer.get() < stack.depth();
            }
        }
        return true;
    }
}
