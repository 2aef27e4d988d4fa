package dev.attar.runtime.training;

import dev.attar.runtime.Tensor;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.WeightsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file with what a model learned by low-rank adapters, without what it was before: the adapters, and a head where it was
 * trained, too. Rank and alpha are in its metadata.
 */
public final class AdapterFile {
    private static final String RANK = "attar.adapters.rank";
    private static final String ALPHA = "attar.adapters.alpha";

    private AdapterFile() {}

    /**
     * Writes all that the model has learned; the file appears whole or not at all.
     *
     * @throws IllegalArgumentException when the model has no adapters
     * @throws WeightsException when the file cannot be written
     */
    public static void write(TrainableModel model, Path file) {
        WeightsWriter writer = new WeightsWriter(file);
        describe(model, writer);
        for (Parameter parameter : model.parameters()) {
            if (parameter.trained()) {
                writer.add(parameter.name(), () -> model.read(Part.VALUE, parameter.name()), shape(parameter.shape()));
            }
        }
        writer.write();
    }

    /** Adds rank and alpha to a file in which adapters are. */
    public static void describe(TrainableModel model, WeightsWriter writer) {
        LowRankAdapters adapters = model.adapters()
                .orElseThrow(() -> new IllegalArgumentException("the model was not trained by low-rank adapters"));
        writer.metadata(RANK, Integer.toString(adapters.rank())).metadata(ALPHA, Double.toString(adapters.alpha()));
    }

    /**
     * Writes the weights that the model has with its adapters; the file appears whole or not at all.
     *
     * @throws WeightsException when the file cannot be written
     */
    public static void writeMerged(TrainableModel model, Path file) {
        LowRankAdapters adapters = model.adapters().orElseThrow();
        WeightsWriter writer = new WeightsWriter(file);
        for (Parameter parameter : LowRankAdapters.merged(model)) {
            writer.add(parameter.name(), () -> adapters.merged(model, parameter.name()), shape(parameter.shape()));
        }
        writer.write();
    }

    /**
     * Merges adapters into the weights that they were trained for, each tensor in the type that it has there.
     *
     * @param weights those weights; a checkpoint of training has them beside its adapters, and is given as both
     * @param adapters a file of {@link #write}
     * @param merged the file to be written
     * @return how many matrices were changed
     * @throws WeightsException when one of the files is not what it is given as, or they do not belong together
     */
    public static int merge(Path weights, Path adapters, Path merged) {
        try (Weights base = Weights.open(weights);
                Weights learned = Weights.open(adapters)) {
            LowRankAdapters how = described(learned);
            WeightsWriter writer = new WeightsWriter(merged);
            List<Problem> problems = new ArrayList<>();
            int changed = 0;
            for (Map.Entry<String, Tensor> entry : base.tensors().entrySet()) {
                String name = entry.getKey();
                Tensor tensor = entry.getValue();
                if (LowRankAdapters.isPart(name)) {
                    continue;
                }
                if (learned.tensor(LowRankAdapters.down(name)).isPresent()) {
                    add(how, tensor, learned, writer, problems);
                    changed++;
                } else {
                    writer.add(learned.tensor(name).orElse(tensor));
                }
            }
            for (Tensor tensor : learned.tensors().values()) {
                String of = LowRankAdapters.weightOf(tensor.name()).orElse(tensor.name());
                if (base.tensor(of).isPresent()) {
                    continue;
                }
                if (LowRankAdapters.isPart(tensor.name())) {
                    problems.add(new Problem(Kind.MISSING, of, "", "the matrix of an adapter", -1));
                } else {
                    writer.add(tensor); // a head that the model was given to learn
                }
            }
            if (!problems.isEmpty()) {
                throw new WeightsException(
                        base.source(), problems, "give the weights that the adapters were trained for");
            }
            writer.write();
            return changed;
        }
    }

    private static void add(
            LowRankAdapters how, Tensor tensor, Weights learned, WeightsWriter writer, List<Problem> problems) {
        String up = LowRankAdapters.up(tensor.name());
        Tensor down = learned.tensor(LowRankAdapters.down(tensor.name())).orElseThrow();
        List<Long> shape = tensor.shape();
        if (learned.tensor(up).isEmpty()) {
            problems.add(new Problem(Kind.MISSING, up, "", "beside " + down.name(), -1));
        } else if (shape.size() != 2
                || !down.shape().equals(List.of((long) how.rank(), shape.get(1)))
                || !learned.tensor(up).get().shape().equals(List.of(shape.get(0), (long) how.rank()))) {
            problems.add(new Problem(
                    Kind.SHAPE,
                    tensor.name(),
                    shape.toString(),
                    "what adapters of " + down.shape() + " and "
                            + learned.tensor(up).get().shape() + " fit",
                    tensor.fileOffset()));
        } else {
            Tensor other = learned.tensor(up).get();
            writer.add(
                    tensor.name(),
                    tensor.type(),
                    () -> how.merged(tensor.toArray(), down.toArray(), other.toArray()),
                    shape(shape));
        }
    }

    private static LowRankAdapters described(Weights learned) {
        try {
            return new LowRankAdapters(
                    Integer.parseInt(learned.metadata().get(RANK)),
                    Double.parseDouble(String.valueOf(learned.metadata().get(ALPHA))));
        } catch (IllegalArgumentException e) {
            throw new WeightsException(
                    learned.source(),
                    List.of(new Problem(Kind.MISSING, RANK + ", " + ALPHA, "", "in the metadata", -1)),
                    "give a file of adapters, which attar train --lora N --save adapters writes");
        }
    }

    private static long[] shape(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }
}
