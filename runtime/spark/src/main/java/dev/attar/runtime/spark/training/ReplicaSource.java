package dev.attar.runtime.spark.training;

import dev.attar.runtime.Options;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.Weights;
import dev.attar.runtime.spark.ExecutorClasses;
import dev.attar.runtime.spark.ExecutorFiles;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;

/**
 * What every executor needs to make a replica of a model that is trained.
 *
 * @param className the class that Attar generated for the training of the model, on the executors' class path
 * @param weights the file of the weights to begin with: an absolute path, or the name of a file that was sent with {@code --files}
 * @param threads the most threads that a replica works with
 */
public record ReplicaSource(String className, String weights, int threads) implements Serializable {
    public ReplicaSource {
        if (threads < 1) {
            throw new IllegalArgumentException("a replica works with a thread at least, not " + threads);
        }
    }

    /**
     * The model as it begins, in this JVM.
     *
     * @throws IllegalArgumentException when there is no such class or file here
     * @throws dev.attar.runtime.WeightsException when the weights do not fit the model
     */
    TrainableModel open() {
        Class<?> type = ExecutorClasses.find(className);
        try (Weights opened = Weights.open(ExecutorFiles.find("weights", weights))) {
            return (TrainableModel) type.getMethod("open", Weights.class, Options.class)
                    .invoke(null, opened, Options.defaults().withThreads(threads));
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (ReflectiveOperationException other) {
            throw new IllegalArgumentException(
                    className + " is not a class that Attar generated for training: compile the spec with training",
                    other);
        }
    }
}
