package dev.attar.runtime.spark.training;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.GradientSum;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A model whose optimizer steps are computed by a cluster. The batches of a step ({@code Fit.accumulate}) go to the executors in a
 * barrier stage; their gradients are added up in the order of the batches; each replica then makes the same update
 * by itself. So a run has the same bits with any number of executors, and those of
 * {@link dev.attar.runtime.train.SummedGradients} on one machine.
 *
 * <pre>{@code
 * ReplicaSource source = new ReplicaSource("com.example.ReviewsTraining", "reviews.safetensors", 4);
 * try (DistributedModel model = DistributedModel.of(spark, source, 8)) {
 *     Fit.of(model, task).accumulate(32).epochs(3).into(folder, "reviews").run(data);
 * }
 * }</pre>
 *
 * <p>An executor that is lost costs the step that it was in: the stage is done again by the others, and a new executor gets the
 * parameters once. The driver holds a replica too: it evaluates, and writes checkpoints.
 *
 * <p>Each range of the gradients is added up by another task, so an executor sends and receives about the gradients of its own batches. The driver
 * receives their sum and the scores of all batches, and sends the sum once (Spark's broadcast goes from executor to executor).
 */
public final class DistributedModel implements TrainableModel {
    private final JavaSparkContext spark;
    private final ReplicaSource source;
    private final int executors;
    private final String run = UUID.randomUUID().toString();
    private final TrainableModel model; // the driver's
    private final GradientSum sum;
    private final Ranges ranges;
    private long version;
    private Broadcast<Move> move; // from the version before; null where there is none
    private Broadcast<State> state; // of this version; null until a replica needs it

    private DistributedModel(JavaSparkContext spark, ReplicaSource source, int executors) {
        this.spark = spark;
        this.source = source;
        this.executors = executors;
        this.model = source.open();
        this.sum = new GradientSum(model);
        this.ranges = new Ranges(
                model.parameters().stream()
                        .filter(Parameter::trained)
                        .mapToLong(Parameter::elements)
                        .sum(),
                executors);
    }

    /**
     * Begins with the weights of the source, which the driver can find too.
     *
     * @param executors how many tasks a step has at most: as many as run at the same time, since a barrier stage begins with all
     * @throws IllegalArgumentException when the driver finds no such class or file
     * @throws dev.attar.runtime.WeightsException when the weights do not fit the model
     */
    public static DistributedModel of(JavaSparkContext spark, ReplicaSource source, int executors) {
        if (executors < 1) {
            throw new IllegalArgumentException("a step has a task at least, not " + executors);
        }
        return new DistributedModel(spark, source, executors);
    }

    /** What replicas of this run are found by. */
    String run() {
        return run;
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
        BatchResult[] result = new BatchResult[1];
        trainSteps(List.of(batch), r -> result[0] = r);
        return result[0];
    }

    /**
     * Computes the batches side by side.
     *
     * @throws org.apache.spark.SparkException when a step has failed as often as Spark tries it
     */
    @Override
    public void trainSteps(List<TrainingBatch> batches, Consumer<BatchResult> each) {
        List<SentBatch> sent = SentBatch.of(batches);
        List<Answer> answers = computed(sent);
        if (answers.stream().anyMatch(Answer.Behind.class::isInstance)) {
            state = spark.broadcast(State.of(model));
            answers = computed(sent);
        }
        Answer.Computed[] inOrder = new Answer.Computed[batches.size()];
        float[][] gradients = sum.zeros();
        for (Answer answer : answers) {
            switch (answer) {
                case Answer.Computed computed -> inOrder[computed.number()] = computed;
                case Answer.Slice slice -> ranges.put(slice, gradients);
                case Answer.Behind _ -> throw new IllegalStateException("a replica has the whole state, and is behind");
            }
        }
        for (Answer.Computed computed : inOrder) {
            if (computed == null) {
                throw new IllegalStateException("a batch of the step has no result");
            }
            each.accept(computed.result());
        }
        sum.add(gradients);
    }

    private List<Answer> computed(List<SentBatch> sent) {
        ClassTag<Answer> tag = ClassTag$.MODULE$.apply(Answer.class);
        ReplicaTask task = new ReplicaTask(run, source, ranges, version, move, state);
        return JavaRDD.fromRDD(
                        spark.parallelize(sent, Math.min(executors, sent.size()))
                                .rdd()
                                .barrier()
                                .mapPartitions(task, false, tag),
                        tag)
                .mapToPair(answer -> new Tuple2<>(answer.key(), answer))
                .groupByKey(ranges.count())
                .flatMap(DistributedModel::summed)
                .collect();
    }

    /** Slices become their sum; the rest goes on to the driver. */
    private static Iterator<Answer> summed(Tuple2<Integer, Iterable<Answer>> answers) {
        if (answers._1() == Answer.FOR_DRIVER) {
            return answers._2().iterator();
        }
        List<Answer.Slice> slices = new ArrayList<>();
        answers._2().forEach(answer -> slices.add((Answer.Slice) answer));
        return List.<Answer>of(Ranges.sum(answers._1(), slices)).iterator();
    }

    @Override
    public double update(UpdateSettings settings) {
        sum.into(model);
        double norm = model.update(settings);
        if (Double.isFinite(norm)) {
            forget();
            version++;
            move = spark.broadcast(new Move(sum.values(), settings.rate(), settings.step(), settings.count()));
            sum.clear();
        }
        return norm;
    }

    /** What was sent for the version before is needed by nobody any more. */
    private void forget() {
        if (move != null) {
            move.unpersist();
            move = null;
        }
        if (state != null) {
            state.unpersist();
            state = null;
        }
    }

    @Override
    public void discardGradients() {
        model.discardGradients();
        sum.clear();
    }

    /** Computed by the driver. */
    @Override
    public BatchResult evaluate(TrainingBatch batch) {
        return model.evaluate(batch);
    }

    @Override
    public float[] read(Part part, String parameter) {
        if (part == Part.GRADIENT) {
            sum.into(model);
        }
        return model.read(part, parameter);
    }

    /** Replicas get all numbers anew before the next step. */
    @Override
    public void write(Part part, String parameter, float[] values) {
        if (part == Part.GRADIENT) {
            throw new UnsupportedOperationException("gradients are sums here: they are not written");
        }
        model.write(part, parameter, values);
        forget();
        version++;
    }

    /** Closes the driver's replica, and those of the executors that can be reached. */
    @Override
    public void close() {
        forget();
        model.close();
        spark.parallelize(Collections.nCopies(executors, run), executors).foreach(Replica::close);
    }
}
