package dev.attar.compiler.gradient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Gradients by their definition: for each parameter, the loss at two places along a random direction. Two distances of the
 * places, extrapolated (Richardson); where these disagree the loss has a kink there (relu, a maximum that changes) and the
 * parameter says nothing.
 */
final class CentralDifferences {
    private static final double DISTANCE = 1e-4;
    private static final double SMOOTH = 1e-5;
    private static final double TOLERANCE = 1e-6;

    private final TrainingTrial trial;
    private final Random random;
    private int compared;

    CentralDifferences(TrainingTrial trial, long seed) {
        this.trial = trial;
        this.random = new Random(seed);
    }

    /** How many parameters could be compared so far. */
    int compared() {
        return compared;
    }

    /** The parameters whose gradient is another one, with both slopes. */
    List<String> disagreements(Map<String, double[][]> trainStep) {
        List<String> wrong = new ArrayList<>();
        trial.weights().forEach((name, values) -> {
            double[][] gradient = trainStep.get("gradient." + name);
            if (gradient == null) return;
            double[] direction = direction(values.length);
            double slope = 0;
            double size = 0;
            for (int i = 0; i < values.length; i++) {
                double part = gradient[i / gradient[0].length][i % gradient[0].length] * direction[i];
                slope += part;
                size += Math.abs(part);
            }
            double wide = slope(name, values, direction, DISTANCE);
            double narrow = slope(name, values, direction, DISTANCE / 2);
            double scale = 1 + size;
            if (!(Math.abs(wide - narrow) < SMOOTH * scale)) return;
            compared++;
            double expected = (4 * narrow - wide) / 3;
            if (!(Math.abs(expected - slope) < TOLERANCE * scale))
                wrong.add(name + ": the backward pass says " + slope + ", the loss " + expected);
        });
        return wrong;
    }

    private double slope(String name, double[] values, double[] direction, double distance) {
        return (moved(name, values, direction, distance) - moved(name, values, direction, -distance)) / (2 * distance);
    }

    private double moved(String name, double[] values, double[] direction, double distance) {
        double[] elsewhere = values.clone();
        for (int i = 0; i < values.length; i++) elsewhere[i] += distance * direction[i];
        Map<String, double[]> weights = new LinkedHashMap<>(trial.weights());
        weights.put(name, elsewhere);
        return new TrainingTrial(trial.model(), weights, trial.tokens(), trial.inputs()).loss();
    }

    private double[] direction(int length) {
        double[] direction = new double[length];
        double squares = 0;
        for (int i = 0; i < length; i++) {
            direction[i] = random.nextGaussian();
            squares += direction[i] * direction[i];
        }
        for (int i = 0; i < length; i++) direction[i] /= Math.sqrt(squares);
        return direction;
    }
}
