package dev.attar.runtime.train.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.data.Task;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.Scores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics against numbers that were computed by hand or by the libraries named. */
class MetricTest {
    private static final Task.Limits LIMITS = new Task.Limits(100, 50, 0);
    private static final List<String> TAGS = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC");

    @Test
    void accuracyAndTopFive() {
        // six classes; the true one has rank 0, 1, 4, 5; one row without a label
        float[][] scores = {
            {9, 0, 0, 0, 0, 0},
            {5, 4, 0, 0, 0, 0},
            {5, 4, 3, 2, 1, 0},
            {5, 4, 3, 2, 1, 0},
            {1, 0, 0, 0, 0, 0}
        };
        Map<String, Double> values = values(
                task(Task.Kind.CLASS, 6),
                new Labels.Classes(new int[] {0, 1, 4, 5, -100}),
                scores,
                Metric.ACCURACY,
                Metric.TOP_5_ACCURACY);
        assertEquals(0.25, values.get("accuracy"));
        assertEquals(0.75, values.get("top_5_accuracy"));
    }

    /** scikit-learn: f1_score([0,0,1,1,2,2], [0,1,1,1,2,0], average=…); class 3 occurs nowhere. */
    @Test
    void macroAndMicroF1() {
        Map<String, Double> values = values(
                task(Task.Kind.CLASS, 4),
                new Labels.Classes(new int[] {0, 0, 1, 1, 2, 2}),
                saying(4, 0, 1, 1, 1, 2, 0),
                Metric.MACRO_F1,
                Metric.MICRO_F1);
        assertEquals((0.5 + 0.8 + 2 / 3.0) / 3, values.get("macro_f1"), 1e-15);
        assertEquals(4 / 6.0, values.get("micro_f1"), 1e-15);
    }

    @Test
    void severalLabelsAtOnce() {
        // label 0: right 1, said 2, true 1; label 1: right 1, said 1, true 2
        Map<String, Double> values = values(
                task(Task.Kind.LABELS, 2),
                new Labels.Numbers(new float[] {1, 1, 0, 1, -100, -100}),
                new float[][] {{2, 3}, {1, -1}, {5, 5}},
                Metric.MICRO_F1,
                Metric.MACRO_F1);
        assertEquals(4 / 6.0, values.get("micro_f1"), 1e-15);
        assertEquals(2 / 3.0, values.get("macro_f1"), 1e-15);
    }

    /** Of the three entities two are found; one is found with a wrong end. */
    @Test
    void entities() {
        Task task = new Task(Task.Kind.TOKEN_CLASSES, 5, TAGS, LIMITS);
        Batch two = Batch.of(new int[] {1, 2, 3, 4, 5}, new int[] {6, 7, 8});
        Map<String, Double> values = values(
                task,
                two,
                new Labels.Classes(new int[] {-100, 1, 2, 0, 3, 1, 0, 0}),
                saying(5, 0, 1, 2, 0, 3, 1, 2, 0),
                Metric.ENTITY_F1);
        assertEquals(2 / 3.0, values.get("entity_precision"), 1e-15);
        assertEquals(2 / 3.0, values.get("entity_recall"), 1e-15);
        assertEquals(2 / 3.0, values.get("entity_f1"), 1e-15);
    }

    /** As seqeval's get_entities says, ends not included there. */
    @Test
    void entitiesOfTags() {
        assertEquals(
                List.of(new Entities.Entity("PER", 0, 2), new Entities.Entity("LOC", 3, 4)),
                Entities.of(List.of("B-PER", "I-PER", "O", "B-LOC")));
        assertEquals(
                List.of(new Entities.Entity("PER", 0, 1), new Entities.Entity("LOC", 1, 2)),
                Entities.of(List.of("I-PER", "I-LOC")),
                "a wrong beginning is one all the same");
        assertEquals(
                List.of(new Entities.Entity("PER", 0, 1), new Entities.Entity("PER", 1, 3)),
                Entities.of(List.of("B-PER", "B-PER", "I-PER")));
        assertEquals(
                List.of(new Entities.Entity("PER", 0, 2), new Entities.Entity("LOC", 2, 3)),
                Entities.of(List.of("B-PER", "E-PER", "S-LOC")));
        assertEquals(List.of(), Entities.of(List.of("O", "O")));
    }

    @Test
    void perplexity() {
        Measurement measured = new Measurement(task(Task.Kind.NEXT_TOKEN, 10), List.of(Metric.PERPLEXITY));
        TrainingBatch batch = batch(Batch.of(new int[] {1, 2, 3}), new Labels.Classes(new int[] {1, 2, 3}));
        measured.add(batch, new BatchResult(2 * Math.log(8), 2, rows(new float[3][10])));
        assertEquals(8, measured.values().get("perplexity"), 1e-12);
    }

    /** The label of a token is the one after it, and of the last one there is none. */
    @Test
    void accuracyOfTheNextToken() {
        Map<String, Double> values = values(
                task(Task.Kind.NEXT_TOKEN, 5),
                Batch.of(new int[] {1, 2, 3}, new int[] {4, 0}),
                new Labels.Classes(new int[] {1, 2, 3, 4, 0}),
                saying(5, 2, 1, 1, 0, 1),
                Metric.ACCURACY);
        assertEquals(2 / 3.0, values.get("accuracy"), 1e-15);
    }

    /** scipy.stats: pearsonr([1,2,3,4,5], [2,1,4,3,7]) and spearmanr([1,2,2,4], [1,3,2,2]). */
    @Test
    void correlations() {
        Map<String, Double> pearson = values(
                task(Task.Kind.NUMBERS, 1),
                new Labels.Numbers(new float[] {1, 2, 3, 4, 5, Float.NaN}),
                new float[][] {{2}, {1}, {4}, {3}, {7}, {100}},
                Metric.PEARSON);
        assertEquals(12 / Math.sqrt(10 * 21.2), pearson.get("pearson"), 1e-12);
        Map<String, Double> spearman = values(
                task(Task.Kind.NUMBERS, 1),
                new Labels.Numbers(new float[] {1, 2, 2, 4}),
                new float[][] {{1}, {3}, {2}, {2}},
                Metric.SPEARMAN);
        // ranks 0, 1.5, 1.5, 3 and 0, 3, 1.5, 1.5
        assertEquals(2.25 / 4.5, spearman.get("spearman"), 1e-12);
    }

    @Test
    void answers() {
        Task task = task(Task.Kind.SPAN, 2);
        Batch three = Batch.of(new int[4], new int[4], new int[4]);
        float[][] scores = new float[12][2];
        scores[1][0] = 5; // says 1 to 2; it is 1 to 2
        scores[2][1] = 5;
        scores[4][0] = 5; // says 0 to 1; it is 1 to 3
        scores[5][1] = 5;
        Map<String, Double> values = values(
                task, three, new Labels.Spans(new int[] {1, 1, -100}, new int[] {2, 3, -100}), scores, Metric.SPAN);
        assertEquals(0.5, values.get("exact_match"));
        assertEquals((1 + 2.0 / 5) / 2, values.get("span_f1"), 1e-15);
    }

    @Test
    void anchorsThatFindTheirPositive() {
        Map<String, Double> values = values(
                task(Task.Kind.PAIRS, 2),
                Batch.of(new int[1], new int[1], new int[1], new int[1]),
                new Labels.None(),
                new float[][] {{1, 0}, {0.9f, 0.1f}, {1, 0}, {0, 1}},
                Metric.ACCURACY);
        assertEquals(0.5, values.get("accuracy"));
    }

    @Test
    void nothingLabelledIsNoNumber() {
        Map<String, Double> values = values(
                task(Task.Kind.CLASS, 2),
                new Labels.Classes(new int[] {-100}),
                new float[][] {{1, 2}},
                Metric.ACCURACY,
                Metric.MACRO_F1);
        assertTrue(values.get("loss").isNaN()
                && values.get("accuracy").isNaN()
                && values.get("macro_f1").isNaN());
    }

    @Test
    void confusion() {
        Confusion matrix = new Confusion(2);
        matrix.add(new Predictions.Classes(
                new int[] {0, 0, 1, -100}, new int[] {0, 1, 1, 0}, new int[4], new int[] {0, 4}));
        assertEquals(1, matrix.count(0, 0));
        assertEquals(1, matrix.count(0, 1));
        assertEquals(0, matrix.count(1, 0));
        assertEquals(1, matrix.count(1, 1));
    }

    @Test
    void whatWasCountedGoesOn() {
        Task task = task(Task.Kind.CLASS, 2);
        List<Metric> metrics = List.of(Metric.ACCURACY, Metric.MACRO_F1);
        Measurement whole = new Measurement(task, metrics);
        Measurement half = new Measurement(task, metrics);
        TrainingBatch batch = batch(Batch.of(new int[1], new int[1]), new Labels.Classes(new int[] {0, 1}));
        whole.add(batch, new BatchResult(1, 2, rows(saying(2, 0, 0))));
        half.add(batch, new BatchResult(1, 2, rows(saying(2, 0, 0))));
        Measurement other = new Measurement(task, metrics);
        other.restore(half.state());
        whole.add(batch, new BatchResult(0.5, 2, rows(saying(2, 0, 1))));
        other.add(batch, new BatchResult(0.5, 2, rows(saying(2, 0, 1))));
        assertEquals(whole.values(), other.values());
        assertArrayEquals(whole.state().getFirst(), other.state().getFirst());
    }

    @Test
    void whatFitsATask() {
        assertTrue(Metric.ENTITY_F1.fits(new Task(Task.Kind.TOKEN_CLASSES, 5, TAGS, LIMITS)));
        assertFalse(Metric.ENTITY_F1.fits(new Task(Task.Kind.TOKEN_CLASSES, 2, List.of("good", "bad"), LIMITS)));
        assertFalse(Metric.PEARSON.fits(task(Task.Kind.CLASS, 3)));
    }

    // ---- what is measured ----

    private static Task task(Task.Kind kind, int width) {
        return new Task(kind, width, List.of(), LIMITS);
    }

    private static Map<String, Double> values(Task task, Labels labels, float[][] scores, Metric... metrics) {
        return values(task, Batch.of(new int[scores.length][1]), labels, scores, metrics);
    }

    private static Map<String, Double> values(
            Task task, Batch tokens, Labels labels, float[][] scores, Metric... metrics) {
        Measurement measured = new Measurement(task, List.of(metrics));
        measured.add(batch(tokens, labels), new BatchResult(0, 0, rows(scores)));
        return measured.values();
    }

    private static TrainingBatch batch(Batch tokens, Labels labels) {
        return new TrainingBatch(tokens, labels, new DropoutSeed(0, 0, 0));
    }

    private static float[][] saying(int classes, int... predicted) {
        float[][] scores = new float[predicted.length][classes];
        for (int r = 0; r < predicted.length; r++) {
            scores[r][predicted[r]] = 1;
        }
        return scores;
    }

    private static Scores rows(float[][] values) {
        return new Scores() {
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
        };
    }
}
