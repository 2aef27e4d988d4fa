package dev.attar.runtime.text.task;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Models with scores made by hand. */
final class Models {
    private Models() {}

    /** A row for each sequence, by its ids. */
    static SequenceScores bySequence(Function<int[], float[]> row) {
        return batch -> {
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < batch.sequences(); i++) {
                rows.add(row.apply(batch.ids(i)));
            }
            return matrix(rows);
        };
    }

    /** A row for each token, by its id alone. */
    static TokenScores byToken(IntFunction<float[]> row) {
        return batch -> {
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < batch.sequences(); i++) {
                for (int id : batch.ids(i)) {
                    rows.add(row.apply(id));
                }
            }
            return matrix(rows);
        };
    }

    /** The rows of a sequence, by its ids. */
    static TokenScores ofSequence(Function<int[], float[][]> rows) {
        return batch -> {
            List<float[]> all = new ArrayList<>();
            for (int i = 0; i < batch.sequences(); i++) {
                all.addAll(List.of(rows.apply(batch.ids(i))));
            }
            return matrix(all);
        };
    }

    /** Random scores that depend on the token, its position and the length of its sequence, and on nothing else. */
    static TokenScores random(long seed, int columns) {
        return ofSequence(ids -> {
            float[][] rows = new float[ids.length][columns];
            for (int i = 0; i < ids.length; i++) {
                Random random = new Random(seed * 31 + ids[i] * 7919L + i * 104729L + ids.length);
                for (int c = 0; c < columns; c++) {
                    rows[i][c] = (float) random.nextGaussian() * 2;
                }
            }
            return rows;
        });
    }

    /** Counts what the model is asked for. */
    static final class Calls implements SequenceScores {
        final SequenceScores model;
        final List<Batch> batches = new ArrayList<>();

        Calls(SequenceScores model) {
            this.model = model;
        }

        @Override
        public Matrix of(Batch batch) {
            batches.add(batch);
            return model.of(batch);
        }
    }

    static Matrix matrix(List<float[]> rows) {
        int columns = rows.getFirst().length;
        float[] values = new float[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * columns, columns);
        }
        return new Matrix(rows.size(), columns, values);
    }
}
