package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import java.util.List;

/**
 * The gradients of several batches, added up in one fixed order: of each batch from 0 on by itself, then batch after batch. So it
 * does not matter where each was computed. Needs the memory of one gradient beside the model's.
 */
public final class GradientSum {
    private final List<String> trained;
    private float[][] sum;

    /** Nothing is added yet. */
    public GradientSum(TrainableModel model) {
        this.trained = model.parameters().stream()
                .filter(Parameter::trained)
                .map(Parameter::name)
                .toList();
        this.sum = model.parameters().stream()
                .filter(Parameter::trained)
                .map(parameter -> new float[Math.toIntExact(parameter.elements())])
                .toArray(float[][]::new);
    }

    /** The gradients that a model has, in the order of its trained parameters. */
    public float[][] of(TrainableModel model) {
        return trained.stream().map(name -> model.read(Part.GRADIENT, name)).toArray(float[][]::new);
    }

    /**
     * Adds the gradients of one batch.
     *
     * @param gradients as {@link #of} gives them
     */
    public void add(float[][] gradients) {
        for (int p = 0; p < sum.length; p++) {
            float[] into = sum[p];
            float[] from = gradients[p];
            for (int i = 0; i < into.length; i++) {
                into[i] += from[i];
            }
        }
    }

    /** The sums, in the order of the trained parameters; they change with {@link #add} until they are {@linkplain #clear cleared}. */
    public float[][] values() {
        return sum;
    }

    /** Gives a model these gradients in place of those that it has. */
    public void into(TrainableModel model) {
        write(model, sum);
    }

    /** Gives a model gradients, in the order of its trained parameters, in place of those that it has. */
    public void write(TrainableModel model, float[][] gradients) {
        for (int p = 0; p < gradients.length; p++) {
            model.write(Part.GRADIENT, trained.get(p), gradients[p]);
        }
    }

    /** Gradients of nothing, in the order of the trained parameters. */
    public float[][] zeros() {
        float[][] zeros = new float[sum.length][];
        for (int p = 0; p < sum.length; p++) {
            zeros[p] = new float[sum[p].length];
        }
        return zeros;
    }

    /** Begins anew; the sums that were there stay as they are for those who hold them. */
    public void clear() {
        sum = zeros();
    }
}
