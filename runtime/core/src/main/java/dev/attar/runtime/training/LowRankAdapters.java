package dev.attar.runtime.training;

import dev.attar.runtime.TrainableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Low-rank adapters of a model: beside a matrix {@code x.weight} W (N, K) stand {@code x.lora.a} A (rank, K) and {@code x.lora.b} B (N,
 * rank), and both together are W + (alpha / rank) B A (Hu et al. 2021). A merged matrix says what both said, but for rounding.
 */
public record LowRankAdapters(int rank, double alpha) {
    private static final String WEIGHT = ".weight";
    private static final String DOWN = ".lora.a";
    private static final String UP = ".lora.b";

    public LowRankAdapters {
        if (rank < 1 || !(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("adapters of rank " + rank + " with alpha " + alpha);
        }
    }

    /** Whether a parameter is one of the two matrices of an adapter. */
    public static boolean isPart(String parameter) {
        return parameter.endsWith(DOWN) || parameter.endsWith(UP);
    }

    /** The parameter that an adapter's matrix stands beside. */
    public static Optional<String> weightOf(String parameter) {
        return isPart(parameter)
                ? Optional.of(parameter.substring(0, parameter.length() - DOWN.length()) + WEIGHT)
                : Optional.empty();
    }

    /** What A of a weight's adapter is called. */
    public static String down(String weight) {
        return stem(weight) + DOWN;
    }

    /** What B of a weight's adapter is called. */
    public static String up(String weight) {
        return stem(weight) + UP;
    }

    private static String stem(String weight) {
        return weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) : weight;
    }

    /** The parameters of the model that its adapters were put into: all others. */
    public static List<Parameter> merged(TrainableModel model) {
        List<Parameter> plain = new ArrayList<>();
        for (Parameter parameter : model.parameters()) {
            if (!isPart(parameter.name())) {
                plain.add(parameter);
            }
        }
        return plain;
    }

    /** The numbers of a parameter with its adapter, or, where it has none, as they are. */
    public float[] merged(TrainableModel model, String parameter) {
        float[] values = model.read(Part.VALUE, parameter);
        boolean adapted = model.parameters().stream().anyMatch(p -> p.name().equals(down(parameter)));
        return adapted
                ? merged(values, model.read(Part.VALUE, down(parameter)), model.read(Part.VALUE, up(parameter)))
                : values;
    }

    /** Row-major {@code weight + (alpha / rank) up down}, in double precision and rounded once. */
    public float[] merged(float[] weight, float[] down, float[] up) {
        int columns = down.length / rank;
        int rows = up.length / rank;
        if (columns * rank != down.length || rows * rank != up.length || (long) rows * columns != weight.length) {
            throw new IllegalArgumentException("adapters of rank " + rank + " with " + down.length + " and " + up.length
                    + " numbers do not fit a matrix of " + weight.length);
        }
        double scale = alpha / rank;
        float[] merged = new float[weight.length];
        double[] row = new double[columns];
        for (int n = 0; n < rows; n++) {
            Arrays.fill(row, 0);
            for (int r = 0; r < rank; r++) {
                double factor = up[n * rank + r];
                for (int k = 0; k < columns; k++) {
                    row[k] += factor * down[r * columns + k];
                }
            }
            for (int k = 0; k < columns; k++) {
                merged[n * columns + k] = (float) (weight[n * columns + k] + scale * row[k]);
            }
        }
        return merged;
    }
}
