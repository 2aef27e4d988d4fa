package dev.attar.cli.train;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.Train;
import dev.attar.runtime.train.Fit;
import dev.attar.runtime.train.Saved;
import dev.attar.runtime.train.Schedule;
import dev.attar.runtime.train.data.Batching;
import dev.attar.runtime.train.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long, in which batches, at which rate, and what is looked at and kept. */
public final class RunOptions {
    @Option(names = "--steps", paramLabel = "N", description = "Optimizer steps, whatever epochs that are.")
    Long steps;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often the data is gone through. Default: what the spec says, else 1.")
    Integer epochs;

    @Option(
            names = "--batch-sequences",
            paramLabel = "N",
            description = "The most examples of a batch. Default: 32, unless --batch-tokens is given.")
    Integer batchSequences;

    @Option(names = "--batch-tokens", paramLabel = "N", description = "The most tokens of a batch.")
    Integer batchTokens;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            description = "Batches for one optimizer step. The mean is over all of them. Default: 1.")
    Integer accumulate;

    @Option(
            names = "--order",
            paramLabel = "given|shuffled",
            converter = OrderNamed.class,
            description = "Of the examples in each epoch. Default: shuffled by the seed.")
    Order order;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            converter = ScheduleNamed.class,
            description = "Of the rate: constant, linear, cosine or inverse-sqrt. Default: what the spec says, else"
                    + " constant.")
    Schedule.Kind schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Steps over which the rate rises; the first has rate 0. Default: what the spec says, else"
                    + " none.")
    Long warmUp;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of order, masks, dropout, and of what is made new. Default: 1.")
    public long seed;

    @Option(
            names = "--metrics",
            paramLabel = "NAME,…",
            split = ",",
            converter = MetricNamed.class,
            description = "accuracy, top_5_accuracy, macro_f1, micro_f1, entity_f1, perplexity, pearson, spearman,"
                    + " exact_match. Default: what is usual for the head.")
    List<Metric> metrics = List.of();

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            description = "Steps between two looks at the validation data. Default: an epoch.")
    Long evaluateEvery;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description = "Steps between two checkpoints. Default: an epoch.")
    Long checkpointEvery;

    @Option(names = "--keep", paramLabel = "N", description = "Checkpoints that are kept besides the best. Default: 2.")
    Integer keep;

    @Option(
            names = "--keep-best",
            paramLabel = "METRIC",
            description = "The weights at the end are those that were best by loss or a metric of the validation data."
                    + " Default: the last ones.")
    String keepBest;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Ends after so many evaluations that are no better, by --keep-best (loss where it is not"
                    + " given).")
    Integer patience;

    @Option(
            names = "--not-finite",
            paramLabel = "stop|skip",
            converter = NotFiniteNamed.class,
            description =
                    "What to do when a loss or gradient is NaN or infinite: stop (the default), or skip the step.")
    NotFinite notFinite;

    @Option(names = "--tensorboard", description = "Write event files for TensorBoard, too.")
    boolean tensorBoard;

    @Option(
            names = "--save",
            paramLabel = "merged|adapters",
            converter = SavedNamed.class,
            description =
                    "Of a model with --lora: plain weights with the adapters merged into them (the default), or the"
                            + " adapters alone, NAME.adapters.safetensors, for attar merge.")
    Saved saved = Saved.MERGED;

    @Option(names = "--resume", description = "Go on from the newest checkpoint in the folder, if there is one.")
    boolean resume;

    /**
     * Sets all of it.
     *
     * @param rate the full learning rate
     * @param spec what it says about training holds where options say nothing
     */
    public void apply(Fit fit, double rate, ModelSpec spec) {
        if (steps != null && epochs != null) {
            throw Choice.refused("both --steps and --epochs", "give one of them");
        }
        positive("--steps", steps);
        positive("--epochs", epochs);
        positive("--batch-sequences", batchSequences);
        positive("--batch-tokens", batchTokens);
        positive("--accumulate", accumulate);
        positive("--evaluate-every", evaluateEvery);
        positive("--checkpoint-every", checkpointEvery);
        positive("--keep", keep);
        positive("--patience", patience);
        if (warmUp != null && warmUp < 0) {
            throw Choice.refused("--warm-up " + warmUp, "give a number of steps, 0 or more");
        }
        fit.epochs(epochs != null ? epochs : spec.train().map(Train::epochs).orElse(1));
        if (steps != null) {
            fit.steps(steps);
        }
        int tokens = batchTokens == null ? 0 : batchTokens;
        int sequences = batchSequences == null ? (tokens == 0 ? 32 : 0) : batchSequences;
        fit.batches(new Batching(sequences, tokens, order != Order.GIVEN));
        fit.schedule(schedule(rate, spec)).save(saved);
        fit.seed(seed).metrics(metrics(spec));
        if (accumulate != null) {
            fit.accumulate(accumulate);
        }
        if (evaluateEvery != null) {
            fit.evaluateEvery(evaluateEvery);
        }
        if (checkpointEvery != null) {
            fit.checkpointEvery(checkpointEvery);
        }
        if (keep != null) {
            fit.keep(keep);
        }
        if (patience != null) {
            fit.earlyStopping(keepBest == null ? "loss" : keepBest, patience);
        } else if (keepBest != null) {
            fit.keepBest(keepBest);
        }
        if (notFinite == NotFinite.SKIP) {
            fit.skipNotFinite();
        }
        if (tensorBoard) {
            fit.tensorBoard();
        }
        if (resume) {
            fit.resume();
        }
    }

    private Schedule schedule(double rate, ModelSpec spec) {
        Train.Schedule said = spec.train().map(Train::schedule).orElse(Train.Schedule.CONSTANT);
        Schedule.Kind kind = schedule != null
                ? schedule
                : switch (said.kind()) {
                    case CONSTANT -> Schedule.Kind.CONSTANT;
                    case LINEAR -> Schedule.Kind.LINEAR;
                    case COSINE -> Schedule.Kind.COSINE;
                    case INVERSE_SQRT -> Schedule.Kind.INVERSE_SQUARE_ROOT;
                };
        return new Schedule(kind, rate, warmUp != null ? warmUp : said.warmUp());
    }

    private Metric[] metrics(ModelSpec spec) {
        if (!metrics.isEmpty()) {
            return metrics.toArray(Metric[]::new);
        }
        List<Train.Metric> said = spec.train().map(Train::metrics).orElse(List.of());
        return said.stream()
                .map(metric -> switch (metric) {
                    case ACCURACY -> Metric.ACCURACY;
                })
                .toArray(Metric[]::new);
    }

    private static void positive(String option, Number value) {
        if (value != null && value.longValue() < 1) {
            throw Choice.refused(option + " " + value, "give a whole number of 1 or more");
        }
    }

    /** Of examples. */
    enum Order {
        GIVEN,
        SHUFFLED
    }

    /** What to do with numbers that are not finite. */
    enum NotFinite {
        STOP,
        SKIP
    }

    static final class OrderNamed implements ITypeConverter<Order> {
        @Override
        public Order convert(String word) {
            return switch (word) {
                case "given" -> Order.GIVEN;
                case "shuffled" -> Order.SHUFFLED;
                default -> throw new TypeConversionException("expected given or shuffled, got '" + word + "'");
            };
        }
    }

    static final class SavedNamed implements ITypeConverter<Saved> {
        @Override
        public Saved convert(String word) {
            return switch (word) {
                case "merged" -> Saved.MERGED;
                case "adapters" -> Saved.ADAPTERS;
                default -> throw new TypeConversionException("expected merged or adapters, got '" + word + "'");
            };
        }
    }

    static final class NotFiniteNamed implements ITypeConverter<NotFinite> {
        @Override
        public NotFinite convert(String word) {
            return switch (word) {
                case "stop" -> NotFinite.STOP;
                case "skip" -> NotFinite.SKIP;
                default -> throw new TypeConversionException("expected stop or skip, got '" + word + "'");
            };
        }
    }

    static final class ScheduleNamed implements ITypeConverter<Schedule.Kind> {
        @Override
        public Schedule.Kind convert(String word) {
            return switch (word) {
                case "constant" -> Schedule.Kind.CONSTANT;
                case "linear" -> Schedule.Kind.LINEAR;
                case "cosine" -> Schedule.Kind.COSINE;
                case "inverse-sqrt" -> Schedule.Kind.INVERSE_SQUARE_ROOT;
                default ->
                    throw LearningOptions.unknown(
                            "schedule", word, List.of("constant", "linear", "cosine", "inverse-sqrt").stream());
            };
        }
    }

    static final class MetricNamed implements ITypeConverter<Metric> {
        @Override
        public Metric convert(String word) {
            List<String> known = new ArrayList<>();
            for (Metric metric : Arrays.asList(Metric.values())) {
                if (metric.text().equals(word)) {
                    return metric;
                }
                known.add(metric.text());
            }
            throw LearningOptions.unknown("metric", word, known.stream());
        }
    }
}
