package dev.attar.importer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sizes and random weights of a small encoder, under canonical names. */
final class Sample {
    static final int VOCABULARY = 23;
    static final int CONTEXT = 12;
    static final int WIDTH = 8;
    static final int HEADS = 2;
    static final int CHANNELS = 4;
    static final int FEED_FORWARD = 12;
    static final int DEPTH = 2;
    static final int PADDING = 1;
    static final int CLASSES = 3;

    private final Random random;
    private final Map<String, float[]> weights = new LinkedHashMap<>();
    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    Sample(long seed) {
        random = new Random(seed);
    }

    /** The weights made so far. */
    Map<String, float[]> weights() {
        return weights;
    }

    Map<String, List<Integer>> shapes() {
        return shapes;
    }

    float[] make(String name, int... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * 0.4) + (name.endsWith("norm.weight") ? 1 : 0);
        }
        keep(name, values, shape);
        return values;
    }

    float[] zeros(String name, int size) {
        float[] values = new float[size];
        keep(name, values, size);
        return values;
    }

    private void keep(String name, float[] values, int... shape) {
        weights.put(name, values);
        shapes.put(name, Arrays.stream(shape).boxed().toList());
    }

    static float[] transposed(float[] matrix, int rows, int columns) {
        float[] result = new float[matrix.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                result[c * rows + r] = matrix[r * columns + c];
            }
        }
        return result;
    }
}
