package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.util.List;

/**
 * A model that computes the gradients of each batch of an optimizer step from 0 and adds them up in the order of the batches, where
 * others go on from what is there. On one machine it gives the bits that a cluster gives which computes the batches side by side.
 */
public final class SummedGradients implements TrainableModel {
    private final TrainableModel model;
    private final GradientSum sum;

    private SummedGradients(TrainableModel model) {
        this.model = model;
        this.sum = new GradientSum(model);
    }

    /** Of a model, which it closes when it is closed. */
    public static SummedGradients of(TrainableModel model) {
        return new SummedGradients(model);
    }

    @Override
    public List<Parameter> parameters() {
        return model.parameters();
    }

    @Override
    public List<Part> moments() {
        return model.moments();
    }

    @Override
    public BatchResult trainStep(TrainingBatch batch) {
        model.discardGradients();
        BatchResult result = model.trainStep(batch);
        sum.add(sum.of(model));
        return result;
    }

    @Override
    public double update(UpdateSettings settings) {
        sum.into(model);
        double norm = model.update(settings);
        if (Double.isFinite(norm)) {
            sum.clear();
        }
        return norm;
    }

    @Override
    public void discardGradients() {
        model.discardGradients();
        sum.clear();
    }

    @Override
    public BatchResult evaluate(TrainingBatch batch) {
        return model.evaluate(batch);
    }

    /** As the model's; gradients are those of all batches since the last update. */
    @Override
    public float[] read(Part part, String parameter) {
        if (part == Part.GRADIENT) {
            sum.into(model);
        }
        return model.read(part, parameter);
    }

    @Override
    public void write(Part part, String parameter, float[] values) {
        if (part == Part.GRADIENT) {
            throw new UnsupportedOperationException("gradients are sums here: they are not written");
        }
        model.write(part, parameter, values);
    }

    @Override
    public void close() {
        model.close();
    }
}
