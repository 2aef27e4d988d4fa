package dev.attar.runtime.spark.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** What a task of a step does: brings its replica to the parameters of the step, and computes its batches. */
final class ReplicaTask extends AbstractFunction1<Iterator<SentBatch>, Iterator<Answer>> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final ReplicaSource source;
    private final Ranges ranges;
    private final long version;
    private final Broadcast<Move> move; // null: there is none
    private final Broadcast<State> state; // null: nobody has asked for it

    ReplicaTask(
            String run,
            ReplicaSource source,
            Ranges ranges,
            long version,
            Broadcast<Move> move,
            Broadcast<State> state) {
        this.run = run;
        this.source = source;
        this.ranges = ranges;
        this.version = version;
        this.move = move;
        this.state = state;
    }

    @Override
    public Iterator<Answer> apply(Iterator<SentBatch> batches) {
        Replica replica = Replica.of(run, source);
        List<Answer> answers = new ArrayList<>();
        if (replica.reach(version, move == null ? null : move.value(), state == null ? null : state.value())) {
            while (batches.hasNext()) {
                answers.addAll(replica.compute(batches.next(), ranges));
            }
        } else {
            answers.add(new Answer.Behind());
        }
        return CollectionConverters.asScala(answers.iterator());
    }
}
