package dev.attar.runtime.train.metric;

import dev.attar.runtime.train.data.Task;
import java.util.Arrays;
import java.util.List;

/** What is measured besides the loss, by the name that people write. */
public enum Metric {
    /** The share of rows whose class is the true one; of pairs, of anchors that find their positive. */
    ACCURACY("accuracy"),
    /** The share of rows whose true class is among the five with the largest scores. */
    TOP_5_ACCURACY("top_5_accuracy"),
    /** The mean of the F1 of each class. */
    MACRO_F1("macro_f1"),
    /** F1 of all decisions together. */
    MICRO_F1("micro_f1"),
    /** Precision, recall and F1 of entities, as seqeval counts; the classes are tags such as {@code B-PER}. */
    ENTITY_F1("entity_f1"),
    /** The exponential of the mean loss. */
    PERPLEXITY("perplexity"),
    /** Pearson's correlation of numbers and targets. */
    PEARSON("pearson"),
    /** Spearman's correlation of numbers and targets. */
    SPEARMAN("spearman"),
    /** Exact match of answers, and F1 of their tokens. */
    SPAN("exact_match");

    /** More classes than these have no confusion matrix, and no F1 each. */
    public static final int MOST_CLASSES = 1_000;

    private final String text;

    Metric(String text) {
        this.text = text;
    }

    /** The name that people write. */
    public String text() {
        return text;
    }

    /** What is measured when nobody says what. */
    public static List<Metric> usual(Task task) {
        return switch (task.kind()) {
            case CLASS -> task.width() <= MOST_CLASSES ? List.of(ACCURACY, MACRO_F1) : List.of(ACCURACY);
            case TOKEN_CLASSES -> ENTITY_F1.fits(task) ? List.of(ACCURACY, ENTITY_F1) : List.of(ACCURACY);
            case NEXT_TOKEN, MASKED, TRANSLATION -> List.of(ACCURACY, PERPLEXITY);
            case LABELS -> List.of(MICRO_F1, MACRO_F1);
            case NUMBERS -> List.of(PEARSON, SPEARMAN);
            case PAIRS -> List.of(ACCURACY);
            case SPAN -> List.of(SPAN);
        };
    }

    /** All that can be measured of a task. */
    public static List<Metric> all(Task task) {
        return Arrays.stream(values()).filter(metric -> metric.fits(task)).toList();
    }

    /** Whether it can be measured of a task. */
    public boolean fits(Task task) {
        Task.Kind kind = task.kind();
        boolean classes = kind == Task.Kind.CLASS || kind == Task.Kind.TOKEN_CLASSES;
        boolean tokens = kind == Task.Kind.NEXT_TOKEN || kind == Task.Kind.MASKED || kind == Task.Kind.TRANSLATION;
        return switch (this) {
            case ACCURACY, TOP_5_ACCURACY -> classes || tokens || kind == Task.Kind.PAIRS;
            case MACRO_F1, MICRO_F1 -> (classes || kind == Task.Kind.LABELS) && task.width() <= MOST_CLASSES;
            case ENTITY_F1 ->
                kind == Task.Kind.TOKEN_CLASSES
                        && !task.labels().isEmpty()
                        && task.labels().stream().allMatch(tag -> tag.equals("O") || tag.matches("[BIES]-.+"));
            case PERPLEXITY -> tokens;
            case PEARSON, SPEARMAN -> kind == Task.Kind.NUMBERS;
            case SPAN -> kind == Task.Kind.SPAN;
        };
    }

    /** A new count; null where the loss says it all. */
    Tally tally(Task task) {
        return switch (this) {
            case ACCURACY -> new Accuracy(text, 1);
            case TOP_5_ACCURACY -> new Accuracy(text, 5);
            case MACRO_F1 -> new ClassF1(text, true, task.width());
            case MICRO_F1 -> new ClassF1(text, false, task.width());
            case ENTITY_F1 -> new EntityF1(task.labels());
            case PERPLEXITY -> null;
            case PEARSON -> new Correlation(text, false);
            case SPEARMAN -> new Correlation(text, true);
            case SPAN -> new SpanMatch();
        };
    }
}
