package dev.attar.runtime.spark.training;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.GradientSum;
import dev.attar.runtime.training.BatchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model that is trained, as one JVM of the cluster holds it; tasks of the same JVM take turns. It has the parameters of some update of
 * the run and follows the others one by one.
 */
final class Replica {
    private static final Map<String, Replica> BY_RUN = new ConcurrentHashMap<>();

    private final TrainableModel model;
    private final GradientSum sum;
    private long version;

    private Replica(TrainableModel model) {
        this.model = model;
        this.sum = new GradientSum(model);
    }

    /** The replica of a run in this JVM; made when it is asked for first. */
    static Replica of(String run, ReplicaSource source) {
        return BY_RUN.computeIfAbsent(run, _ -> new Replica(source.open()));
    }

    /** Lets go of the replica of a run that is over. */
    static void close(String run) {
        Replica replica = BY_RUN.remove(run);
        if (replica != null) {
            synchronized (replica) {
                replica.model.close();
            }
        }
    }

    /**
     * Brings the parameters to a version: by one update, or by the whole state where more is missing.
     *
     * @param move the update from the version before; null where there is none
     * @param state the parameters of the version; null where nobody has asked for them
     * @return whether it is there
     */
    synchronized boolean reach(long wanted, Move move, State state) {
        if (version != wanted && state != null) {
            state.into(model);
            version = wanted;
        } else if (version == wanted - 1 && move != null) {
            move.make(model, sum);
            version = wanted;
        }
        return version == wanted;
    }

    /** The result of a batch, and its gradients from 0 on. */
    synchronized List<Answer> compute(SentBatch sent, Ranges ranges) {
        model.discardGradients();
        BatchResult result = model.trainStep(sent.batch());
        List<Answer> answers = new ArrayList<>();
        answers.add(Answer.Computed.of(sent.number(), result));
        answers.addAll(ranges.cut(sent.number(), sum.of(model)));
        model.discardGradients();
        return answers;
    }
}
