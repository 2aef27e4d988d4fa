package dev.attar.examples.benchmarks.measure;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.attar.examples.benchmarks.model.TorchTraining;
import dev.attar.examples.benchmarks.model.TrainedShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's steps through the Deep Java Library: forward and loss are one TorchScript program on padded sequences, backward is libtorch's
 * autograd, the optimizer its fused Adam. Arguments: threads, quick or full, the model, the workload.
 */
public final class TrainTorch {
    private final TrainedShape shape;
    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final List<PtNDArray> parameters = new ArrayList<>();
    private final List<PtNDArray> first = new ArrayList<>();
    private final List<PtNDArray> second = new ArrayList<>();
    private final List<PtNDArray> steps = new ArrayList<>();
    private final PtNDArray[] inputs;

    private TrainTorch(TrainedShape shape, TrainingBatches batches, Path program) {
        this.shape = shape;
        this.manager = (PtNDManager) ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        this.block = JniUtils.loadModule(manager, program, false, new String[0], new String[0], false);
        Map<String, float[]> weights = TrainingBatches.weights(shape);
        shape.parameters().forEach((name, sizes) -> {
            PtNDArray values = array(weights.get(name), sizes);
            JniUtils.attachGradient(values, true);
            values.setName("p[]"); // all of them are one list
            parameters.add(values);
            first.add(array(new float[weights.get(name).length], sizes));
            second.add(array(new float[weights.get(name).length], sizes));
            steps.add(array(new float[1]));
        });
        this.inputs = inputs(batches);
    }

    public static void main(String[] arguments) throws Exception {
        TrainedShape shape = TrainedShape.named(arguments[2]);
        Path program = Files.createTempFile("training", ".pt");
        try {
            TorchTraining.write(shape, program);
            TrainTorch torch = new TrainTorch(shape, TrainingBatches.of(shape, arguments[3]), program);
            JniUtils.setNumThreads(Integer.parseInt(arguments[0]));
            JniUtils.setGraphExecutorOptimize(false);
            StepTimes.measure(torch::step, arguments[1].equals("quick"), "pytorch");
        } finally {
            Files.delete(program);
        }
    }

    private double step() {
        JniUtils.setGradMode(true);
        NDList given = new NDList(inputs);
        given.addAll(parameters);
        double mean;
        // Training: around any other method the library switches gradients off.
        try (PtNDArray loss =
                        (PtNDArray) IValueUtils.forward(block, given, true).singletonOrThrow();
                PtNDArray one = (PtNDArray) loss.onesLike()) {
            JniUtils.backward(loss, one, false, false);
            mean = loss.toFloatArray()[0];
        }
        update();
        return mean;
    }

    private void update() {
        JniUtils.setGradMode(false);
        List<PtNDArray> gradients = new ArrayList<>();
        for (PtNDArray parameter : parameters) {
            gradients.add(JniUtils.getGradient(parameter));
        }
        IValue[] given = {
            list(parameters),
            list(gradients),
            list(first),
            list(second),
            list(steps),
            IValue.from(shape.rate()),
            IValue.from(shape.decay())
        };
        IValueUtils.runMethod(block, "update", given).close();
        close(given);
        gradients.forEach(PtNDArray::close);
    }

    private static IValue list(List<PtNDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }

    private static void close(IValue[] values) {
        for (IValue value : values) {
            value.close();
        }
    }

    /** Ids and mask padded to the longest sequence, labels, the article's positions. */
    private PtNDArray[] inputs(TrainingBatches batches) {
        int batch = batches.ids().size();
        int longest = batches.lengths().stream().mapToInt(i -> i).max().orElseThrow();
        long[] ids = new long[batch * longest];
        boolean[] mask = new boolean[ids.length];
        boolean full = true;
        for (int i = 0; i < batch; i++) {
            int[] sequence = batches.ids().get(i);
            for (int j = 0; j < sequence.length; j++) {
                ids[i * longest + j] = sequence[j];
                mask[i * longest + j] = true;
            }
            full &= sequence.length == longest;
        }
        if (!full && !shape.bert()) {
            throw new IllegalArgumentException("labels of tokens are not padded here");
        }
        NDArray words = manager.create(ids, new Shape(batch, longest));
        NDArray seen = full
                ? manager.create(new boolean[1], new Shape(1))
                : manager.create(mask, new Shape(batch, 1, 1, longest));
        long[] labels = Arrays.stream(batches.labels()).asLongStream().toArray();
        NDArray classes = manager.create(labels, new Shape(labels.length));
        return new PtNDArray[] {(PtNDArray) words, (PtNDArray) seen, (PtNDArray) classes, places()};
    }

    private PtNDArray places() {
        float[] places = new float[shape.context() * shape.width()];
        for (int t = 0; t < shape.context(); t++) {
            for (int c = 0; c < shape.width(); c++) {
                double angle = t / Math.pow(10000, (c / 2 * 2) / (double) shape.width());
                places[t * shape.width() + c] = (float) (c % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return array(places, shape.context(), shape.width());
    }

    private PtNDArray array(float[] values, long... sizes) {
        return (PtNDArray) manager.create(values, new Shape(sizes.length == 0 ? new long[] {values.length} : sizes));
    }
}
