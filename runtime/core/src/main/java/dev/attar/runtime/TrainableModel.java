package dev.attar.runtime;

import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.LowRankAdapters;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model whose parameters learn. It holds the parameters, their gradients and the moments of the optimizer; loss, optimizer,
 * clipping, dropout rates and what is frozen were fixed when it was made.
 *
 * <p>One optimizer step is one or several calls of {@link #trainStep}, then one of {@link #update}. Equal calls in equal order
 * give equal bits, on any number of threads. Not safe for use by several threads at once.
 */
public interface TrainableModel extends AutoCloseable {
    /** Every parameter, those of each layer by themselves, in a fixed order. */
    List<Parameter> parameters();

    /** The moments that the optimizer keeps of every trained parameter: none, the first, or both. */
    List<Part> moments();

    /** The low-rank adapters among the parameters, where it has some. */
    default Optional<LowRankAdapters> adapters() {
        return Optional.empty();
    }

    /**
     * Forward, loss and backward. The gradients of the <em>sum</em> of the losses are added to those that are there.
     *
     * @throws dev.attar.runtime.InputException when tokens or labels do not fit the model
     */
    BatchResult trainStep(TrainingBatch batch);

    /**
     * The batches of one optimizer step, each as {@link #trainStep}, in their order; a model that is spread over several machines computes
     * them side by side.
     *
     * @param each is told each result, in the order of the batches; the scores can be read until it returns
     * @throws dev.attar.runtime.InputException when tokens or labels do not fit the model
     */
    default void trainSteps(List<TrainingBatch> batches, Consumer<BatchResult> each) {
        for (TrainingBatch batch : batches) {
            each.accept(trainStep(batch));
        }
    }

    /**
     * Divides the gradients by the count, clips them if the model clips, changes parameters and moments, and sets the
     * gradients to 0. When the norm of the gradients is NaN or infinite, nothing is changed and the gradients stay as they are:
     * they can be {@linkplain #read looked at}, and must be {@linkplain #discardGradients discarded}.
     *
     * @return the global norm of the mean's gradients before clipping
     */
    double update(UpdateSettings settings);

    /** Sets all gradients to 0. */
    void discardGradients();

    /**
     * Forward and loss, without dropout; parameters and gradients stay as they are.
     *
     * @throws dev.attar.runtime.InputException when tokens or labels do not fit the model
     */
    BatchResult evaluate(TrainingBatch batch);

    /**
     * A copy of the numbers of a parameter, row-major.
     *
     * @throws IllegalArgumentException when there is no such parameter, or it has no such part
     */
    float[] read(Part part, String parameter);

    /**
     * Replaces the numbers of a parameter, row-major.
     *
     * @throws IllegalArgumentException when there is no such parameter, it has no such part, or another number of them
     */
    void write(Part part, String parameter, float[] values);

    /** Frees the memory; nothing else can be called afterwards. */
    @Override
    void close();
}
