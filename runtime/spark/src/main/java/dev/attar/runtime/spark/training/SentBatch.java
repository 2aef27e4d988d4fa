package dev.attar.runtime.spark.training;

import dev.attar.runtime.Batch;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A batch on its way to an executor.
 *
 * @param number of the batch in its step
 * @param source null where the model reads none
 * @param labels null where there are none; else classes, numbers, or the starts and the ends of spans
 */
record SentBatch(
        int number,
        SentTokens tokens,
        SentTokens source,
        Object[] labels,
        long key,
        int tokensBefore,
        int sequencesBefore)
        implements Serializable {
    /**
     * Sequences of tokens.
     *
     * @param segments null where there are none
     */
    record SentTokens(int[][] ids, int[][] segments) implements Serializable {
        static SentTokens of(Batch batch) {
            int[][] ids = new int[batch.sequences()][];
            int[][] segments = batch.hasSegments() ? new int[batch.sequences()][] : null;
            for (int i = 0; i < ids.length; i++) {
                ids[i] = batch.ids(i);
                if (segments != null) {
                    segments[i] = batch.segments(i);
                }
            }
            return new SentTokens(ids, segments);
        }

        Batch batch() {
            return segments == null ? Batch.of(List.of(ids)) : Batch.of(List.of(ids), List.of(segments));
        }
    }

    static List<SentBatch> of(List<TrainingBatch> batches) {
        List<SentBatch> sent = new ArrayList<>();
        for (TrainingBatch batch : batches) {
            DropoutSeed seed = batch.dropout();
            sent.add(new SentBatch(
                    sent.size(),
                    SentTokens.of(batch.tokens()),
                    batch.source().map(SentTokens::of).orElse(null),
                    switch (batch.labels()) {
                        case Labels.None() -> null;
                        case Labels.Classes(int[] classes) -> new Object[] {classes};
                        case Labels.Numbers(float[] numbers) -> new Object[] {numbers};
                        case Labels.Spans(int[] starts, int[] ends) -> new Object[] {starts, ends};
                    },
                    seed.key(),
                    seed.tokensBefore(),
                    seed.sequencesBefore()));
        }
        return sent;
    }

    TrainingBatch batch() {
        return new TrainingBatch(
                tokens.batch(),
                Optional.ofNullable(source).map(SentTokens::batch),
                received(),
                new DropoutSeed(key, tokensBefore, sequencesBefore));
    }

    private Labels received() {
        if (labels == null) {
            return new Labels.None();
        }
        if (labels.length == 2) {
            return new Labels.Spans((int[]) labels[0], (int[]) labels[1]);
        }
        return labels[0] instanceof int[] classes
                ? new Labels.Classes(classes)
                : new Labels.Numbers((float[]) labels[0]);
    }
}
