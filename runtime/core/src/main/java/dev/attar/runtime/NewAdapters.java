package dev.attar.runtime;

import dev.attar.runtime.kernel.ParameterPlan;
import dev.attar.runtime.training.LowRankAdapters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Low-rank adapters to begin with, where weights have none: A uniform within 1 / sqrt(columns), B 0. A number depends on the name of its
 * parameter and its place alone.
 */
final class NewAdapters {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private NewAdapters() {}

    /** The weights with those adapters that they lack; the given ones where they lack none. */
    static Weights beside(Weights weights, ParameterPlan plan) {
        Map<String, FloatTensor> made = new HashMap<>();
        for (ParameterPlan.Block block : plan.blocks()) {
            if (!LowRankAdapters.isPart(block.parameter())) {
                continue;
            }
            for (String name : names(block)) {
                if (weights.tensor(name).isEmpty()) {
                    made.put(name, tensor(name, block.shape()));
                }
            }
        }
        if (made.isEmpty()) {
            return weights;
        }
        weights.tensors().forEach((name, tensor) -> made.put(name, new FloatTensor(tensor.shape(), tensor.toArray())));
        return Weights.of(made);
    }

    private static List<String> names(ParameterPlan.Block block) {
        return block.layers()
                .map(layers -> IntStream.range(0, layers.count())
                        .mapToObj(i ->
                                block.parameter().replace("*", Integer.toString(layers.first() + i * layers.step())))
                        .toList())
                .orElse(List.of(block.parameter()));
    }

    private static FloatTensor tensor(String name, List<Integer> shape) {
        int rows = shape.getFirst();
        int columns = shape.getLast();
        float[] values = new float[rows * columns];
        if (name.equals(LowRankAdapters.down(name.substring(0, name.lastIndexOf(".lora."))))) {
            long start = mixed(name.hashCode() + STEP);
            for (int i = 0; i < values.length; i++) {
                double uniform = (mixed(start + (i + 1) * STEP) >>> 11) * 0x1p-53;
                values[i] = (float) ((2 * uniform - 1) / Math.sqrt(columns));
            }
        }
        return FloatTensor.of(values, rows, columns);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, figure 16). */
    private static long mixed(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
