package dev.attar.runtime.spark;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.text.Tokenizer;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model with its weights and tokenizer, loaded once for each JVM and kept until it ends: the tasks of an executor, one after
 * another and at once, share it.
 */
final class LoadedModel {
    private static final Map<ModelSource, LoadedModel> LOADED = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final Object model;
    private final Tokenizer tokenizer;

    private LoadedModel(Class<?> type, Object model, Tokenizer tokenizer) {
        this.type = type;
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /**
     * The model of a source; who comes first loads it, others wait for that.
     *
     * @throws IllegalArgumentException when there is no such class or file here
     * @throws dev.attar.runtime.WeightsException when the weights do not fit the model
     */
    static LoadedModel of(ModelSource source) {
        return LOADED.computeIfAbsent(source, LoadedModel::load);
    }

    /** How many models this JVM has loaded. */
    static int count() {
        return LOADED.size();
    }

    private static LoadedModel load(ModelSource source) {
        Class<?> type = ExecutorClasses.find(source.className());
        try (Weights weights = Weights.open(ExecutorFiles.find("weights", source.weights()))) {
            Object model = call(
                    type,
                    null,
                    "load",
                    new Class<?>[] {Weights.class, Options.class},
                    weights,
                    Options.defaults().withThreads(source.threads()));
            // Else the first tasks would compute whole batches in scalar code, while HotSpot compiles the vectors.
            call(type, model, "warmUp", new Class<?>[0]);
            Program plain = (Program) call(type, null, "program", new Class<?>[] {Width.class}, Width.SCALAR);
            ProgramPlan plan = plain.plan();
            int context = plan.axes().get(plan.axisNumber("tokens")).most();
            return new LoadedModel(
                    type, model, Tokenizer.load(ExecutorFiles.find("tokenizer's data", source.tokenizer()), context));
        }
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** The names of the classes; none where the spec gives none. */
    @SuppressWarnings("unchecked") // what is generated returns List<String>
    List<String> labels() {
        boolean named =
                List.of(type.getMethods()).stream().anyMatch(m -> m.getName().equals("labels"));
        return named ? (List<String>) call(type, null, "labels", new Class<?>[0]) : List.of();
    }

    /**
     * Computes the output that a method of the model's class gives.
     *
     * @throws IllegalArgumentException when the model has another head
     * @throws dev.attar.runtime.InputException when it does not accept the batch
     */
    Matrix run(String method, Batch batch) {
        return (Matrix) call(type, model, method, new Class<?>[] {Batch.class}, batch);
    }

    private static Object call(Class<?> type, Object on, String method, Class<?>[] types, Object... arguments) {
        try {
            return type.getMethod(method, types).invoke(on, arguments);
        } catch (NoSuchMethodException missing) {
            throw new IllegalArgumentException(
                    type.getName() + " has no method " + method + ": it is not a model that Attar generated with such a"
                            + " head",
                    missing);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (IllegalAccessException hidden) {
            throw new IllegalArgumentException(type.getName() + " is not public", hidden);
        }
    }
}
