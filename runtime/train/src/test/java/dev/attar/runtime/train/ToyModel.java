package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.Scores;
import dev.attar.runtime.training.UpdateSettings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Softmax over classes of the mean of a table's rows, one for each token; learns by momentum. Small enough to be read. */
final class ToyModel implements TrainableModel {
    static final String TABLE = "head.table";
    static final String FROZEN = "head.frozen";

    private final int vocabulary;
    private final int classes;
    private final Map<Part, float[]> table = new EnumMap<>(Part.class);
    private final float[] frozen = {1, 2};

    /** The call of trainStep, from 1, in which the loss is NaN; 0: never. */
    int poisonedCall;

    int calls;

    ToyModel(int vocabulary, int classes) {
        this.vocabulary = vocabulary;
        this.classes = classes;
        for (Part part : List.of(Part.VALUE, Part.GRADIENT, Part.FIRST_MOMENT)) {
            table.put(part, new float[vocabulary * classes]);
        }
        for (int i = 0; i < vocabulary * classes; i++) {
            table.get(Part.VALUE)[i] = ((i * 7) % 11 - 5) / 50f;
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(TABLE, List.of((long) vocabulary, (long) classes), true),
                new Parameter(FROZEN, List.of(2L), false));
    }

    @Override
    public List<Part> moments() {
        return List.of(Part.FIRST_MOMENT);
    }

    @Override
    public BatchResult trainStep(TrainingBatch batch) {
        calls++;
        BatchResult result = pass(batch, true);
        return calls == poisonedCall ? new BatchResult(Double.NaN, result.count(), result.scores()) : result;
    }

    @Override
    public BatchResult evaluate(TrainingBatch batch) {
        return pass(batch, false);
    }

    private BatchResult pass(TrainingBatch batch, boolean learns) {
        int[] labels = ((Labels.Classes) batch.labels()).labels();
        float[][] rows = new float[labels.length][classes];
        double loss = 0;
        int count = 0;
        for (int s = 0; s < labels.length; s++) {
            int[] ids = batch.tokens().ids(s);
            for (int id : ids) {
                for (int c = 0; c < classes; c++) {
                    rows[s][c] += table.get(Part.VALUE)[id * classes + c] / ids.length;
                }
            }
            if (labels[s] == Labels.IGNORED) {
                continue;
            }
            count++;
            double sum = 0;
            for (float score : rows[s]) {
                sum += StrictMath.exp(score);
            }
            loss += StrictMath.log(sum) - rows[s][labels[s]];
            for (int id : ids) {
                for (int c = 0; learns && c < classes; c++) {
                    double g = StrictMath.exp(rows[s][c]) / sum - (c == labels[s] ? 1 : 0);
                    table.get(Part.GRADIENT)[id * classes + c] += (float) (g / ids.length);
                }
            }
        }
        return new BatchResult(loss, count, new Rows(rows));
    }

    private record Rows(float[][] values) implements Scores {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public int width() {
            return values[0].length;
        }

        @Override
        public void read(int row, float[] into) {
            System.arraycopy(values[row], 0, into, 0, values[row].length);
        }
    }

    @Override
    public double update(UpdateSettings settings) {
        float[] gradient = table.get(Part.GRADIENT);
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        double norm = Math.sqrt(squares) / settings.count();
        if (!Double.isFinite(norm)) {
            return norm;
        }
        float[] momentum = table.get(Part.FIRST_MOMENT);
        float[] value = table.get(Part.VALUE);
        for (int i = 0; i < value.length; i++) {
            momentum[i] = 0.9f * momentum[i] + (float) (gradient[i] / settings.count());
            value[i] -= (float) (settings.rate() * momentum[i]);
        }
        discardGradients();
        return norm;
    }

    @Override
    public void discardGradients() {
        Arrays.fill(table.get(Part.GRADIENT), 0);
    }

    @Override
    public float[] read(Part part, String parameter) {
        return of(part, parameter).clone();
    }

    @Override
    public void write(Part part, String parameter, float[] values) {
        float[] old = of(part, parameter);
        if (old.length != values.length) {
            throw new IllegalArgumentException(parameter);
        }
        System.arraycopy(values, 0, old, 0, old.length);
    }

    private float[] of(Part part, String parameter) {
        float[] values = parameter.equals(TABLE) ? table.get(part) : part == Part.VALUE ? frozen : null;
        if (values == null) {
            throw new IllegalArgumentException("no " + part + " of " + parameter);
        }
        return values;
    }

    @Override
    public void close() {}
}
