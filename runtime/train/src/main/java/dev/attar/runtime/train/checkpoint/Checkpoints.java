package dev.attar.runtime.train.checkpoint;

import dev.attar.runtime.Tensor;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsWriter;
import dev.attar.runtime.training.AdapterFile;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints in a folder. Each is written file by file, and each file whole or not at all; the small one comes last and
 * has the checksums of the others. So a process that is killed at any moment leaves the newest whole checkpoint behind.
 */
public final class Checkpoints {
    private static final Pattern FILE =
            Pattern.compile("step-(\\d{1,18})\\.(json|moments\\.safetensors|weights\\.safetensors)");
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.json");

    private final Path folder;

    /** In a folder, which is made when the first one is written. */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** A checkpoint that is whole. */
    public record Found(Counters counters, Path weights, Optional<Path> moments) {}

    /**
     * Writes a checkpoint.
     *
     * @throws CheckpointException when it cannot be written
     * @throws WeightsException when it cannot be written; older checkpoints are as they were
     */
    public void write(TrainableModel model, Counters counters) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CheckpointException(
                    folder.toString(),
                    "cannot be made: " + TextFile.reason(e),
                    "check the path and its permissions",
                    e);
        }
        Map<String, String> sums = new TreeMap<>();
        Path weights = file(counters.step(), "weights.safetensors");
        writeWeights(model, weights);
        sums.put(weights.getFileName().toString(), sha256(weights));
        if (!model.moments().isEmpty()) {
            Path moments = file(counters.step(), "moments.safetensors");
            writeMoments(model, moments);
            sums.put(moments.getFileName().toString(), sha256(moments));
        }
        TextFile.write(file(counters.step(), "json"), CountersJson.text(counters, sums));
    }

    /** The parameters as a weight file, which appears whole or not at all. */
    public static void writeWeights(TrainableModel model, Path file) {
        WeightsWriter writer = new WeightsWriter(file);
        if (model.adapters().isPresent()) {
            AdapterFile.describe(model, writer);
        }
        for (Parameter parameter : model.parameters()) {
            writer.add(parameter.name(), () -> model.read(Part.VALUE, parameter.name()), shape(parameter));
        }
        writer.write();
    }

    private static void writeMoments(TrainableModel model, Path file) {
        WeightsWriter writer = new WeightsWriter(file);
        for (Part part : model.moments()) {
            for (Parameter parameter : model.parameters()) {
                if (parameter.trained()) {
                    writer.add(
                            name(part, parameter.name()), () -> model.read(part, parameter.name()), shape(parameter));
                }
            }
        }
        writer.write();
    }

    private static long[] shape(Parameter parameter) {
        return parameter.shape().stream().mapToLong(Long::longValue).toArray();
    }

    private static String name(Part part, String parameter) {
        return (part == Part.FIRST_MOMENT ? "first." : "second.") + parameter;
    }

    /** The steps that have a small file, newest first. */
    private List<Long> steps() {
        List<Long> steps = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "step-*.json")) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        steps.add(Long.parseLong(name.group(1)));
                    }
                }
            } catch (IOException e) {
                throw new CheckpointException(
                        folder.toString(), "cannot be read: " + TextFile.reason(e), "check its permissions", e);
            }
        }
        steps.sort(Collections.reverseOrder());
        return steps;
    }

    /** Whether anything looks like a checkpoint, whole or not. */
    public boolean isEmpty() {
        return steps().isEmpty();
    }

    /** The newest whole checkpoint. */
    public Optional<Found> newest() {
        return steps().stream().map(this::find).flatMap(Optional::stream).findFirst();
    }

    /** The checkpoint of a step, when it is whole. */
    public Optional<Found> find(long step) {
        try {
            Path small = file(step, "json");
            if (!Files.isRegularFile(small)) {
                return Optional.empty();
            }
            Optional<CountersJson.Read> read = CountersJson.read(Files.readString(small));
            if (read.isEmpty() || read.get().counters().step() != step) {
                return Optional.empty();
            }
            Map<String, String> sums = read.get().files();
            for (Map.Entry<String, String> sum : sums.entrySet()) {
                Path file = folder.resolve(sum.getKey());
                if (!Files.isRegularFile(file) || !sum.getValue().equals(sha256(file))) {
                    return Optional.empty();
                }
            }
            Path weights = file(step, "weights.safetensors");
            Path moments = file(step, "moments.safetensors");
            if (!sums.containsKey(weights.getFileName().toString())) {
                return Optional.empty();
            }
            boolean has = sums.containsKey(moments.getFileName().toString());
            return Optional.of(
                    new Found(read.get().counters(), weights, has ? Optional.of(moments) : Optional.empty()));
        } catch (IOException | WeightsException e) {
            return Optional.empty(); // an older one may be whole
        }
    }

    /**
     * Sets a model to what a checkpoint has.
     *
     * @throws CheckpointException when it is of another model or optimizer
     */
    public static void restore(Found found, TrainableModel model) {
        restoreWeights(found.weights(), model);
        if (found.moments().isPresent() == model.moments().isEmpty()) {
            throw new CheckpointException(
                    found.weights().toString(),
                    model.moments().isEmpty()
                            ? "there are moments, and the optimizer has none"
                            : "there are no moments, and the optimizer has some",
                    "give the optimizer that the run began with");
        }
        found.moments().ifPresent(file -> {
            try (Weights moments = Weights.open(file)) {
                for (Part part : model.moments()) {
                    for (Parameter parameter : model.parameters()) {
                        if (parameter.trained()) {
                            model.write(
                                    part,
                                    parameter.name(),
                                    values(file, moments, name(part, parameter.name()), parameter.shape()));
                        }
                    }
                }
            }
        });
    }

    /** Sets the parameters of a model to those of a weight file. */
    public static void restoreWeights(Path file, TrainableModel model) {
        try (Weights weights = Weights.open(file)) {
            TreeSet<String> extra = new TreeSet<>(weights.tensors().keySet());
            model.parameters().forEach(parameter -> extra.remove(parameter.name()));
            if (!extra.isEmpty()) {
                throw other(file, extra.size() + " tensors that the model has not, such as " + extra.first());
            }
            for (Parameter parameter : model.parameters()) {
                model.write(Part.VALUE, parameter.name(), values(file, weights, parameter.name(), parameter.shape()));
            }
        }
    }

    private static float[] values(Path file, Weights weights, String name, List<Long> shape) {
        Tensor tensor = weights.tensor(name).orElseThrow(() -> other(file, "there is no tensor " + name));
        if (!tensor.shape().equals(shape)) {
            throw other(file, "the tensor " + name + " is " + tensor.shape() + ", and the model's is " + shape);
        }
        return tensor.toArray();
    }

    private static CheckpointException other(Path file, String what) {
        return new CheckpointException(
                file.toString(),
                "not a checkpoint of this model: " + what,
                "give the spec and the options that the run began with, or another folder to begin anew");
    }

    /** Removes all but the newest {@code keep} and those of the steps given; and what killed processes left of others. */
    public void prune(int keep, Set<Long> kept) {
        List<Long> steps = steps();
        Set<Long> all = new TreeSet<>(kept);
        all.addAll(steps.subList(0, Math.min(keep, steps.size())));
        long newest = steps.isEmpty() ? -1 : steps.getFirst();
        for (long step : named()) {
            if (step < newest && !all.contains(step)) {
                remove(step);
            }
        }
    }

    /** The steps that have any file. */
    private Set<Long> named() {
        Set<Long> found = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "step-*")) {
            for (Path file : files) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(Long.parseLong(name.group(1)));
                }
            }
        } catch (IOException _) {
            // They stay, and do no harm.
        }
        return found;
    }

    /** The small file first: without it the others are no checkpoint. */
    private void remove(long step) {
        for (String part : List.of("json", "moments.safetensors", "weights.safetensors")) {
            try {
                Files.deleteIfExists(file(step, part));
            } catch (IOException _) {
                // It stays, and does no harm; the next time it is tried again.
            }
        }
    }

    private Path file(long step, String part) {
        return folder.resolve("step-" + step + "." + part);
    }

    private static String sha256(Path file) {
        try (Weights weights = Weights.open(file)) {
            return weights.sha256().orElseThrow();
        }
    }
}
