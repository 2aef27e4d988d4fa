package dev.attar.runtime.train;

import java.nio.file.Path;
import java.util.List;

/** Is told what happens while a model trains, in order and by the thread that trains. */
public interface TrainingListener {
    /**
     * It begins, or goes on.
     *
     * @param from steps that are done already
     * @param steps of the whole run
     */
    default void started(long from, long steps) {}

    /** Something that is worth knowing, in a sentence. */
    default void note(String sentence) {}

    /** A step is done. */
    default void step(StepReport report) {}

    /** The validation data was looked at. */
    default void evaluated(EvaluationReport report) {}

    /** An epoch is over. */
    default void epochEnded(EpochReport report) {}

    /** A checkpoint can be resumed from. */
    default void checkpointWritten(long step, Path folder) {}

    /** It is over. */
    default void ended(TrainingResult result) {}

    /** Tells several. */
    static TrainingListener all(List<TrainingListener> listeners) {
        return new TrainingListener() {
            @Override
            public void started(long from, long steps) {
                listeners.forEach(l -> l.started(from, steps));
            }

            @Override
            public void note(String sentence) {
                listeners.forEach(l -> l.note(sentence));
            }

            @Override
            public void step(StepReport report) {
                listeners.forEach(l -> l.step(report));
            }

            @Override
            public void evaluated(EvaluationReport report) {
                listeners.forEach(l -> l.evaluated(report));
            }

            @Override
            public void epochEnded(EpochReport report) {
                listeners.forEach(l -> l.epochEnded(report));
            }

            @Override
            public void checkpointWritten(long step, Path folder) {
                listeners.forEach(l -> l.checkpointWritten(step, folder));
            }

            @Override
            public void ended(TrainingResult result) {
                listeners.forEach(l -> l.ended(result));
            }
        };
    }
}
