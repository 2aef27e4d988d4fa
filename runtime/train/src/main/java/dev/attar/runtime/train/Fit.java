package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.data.Batching;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.train.data.Masking;
import dev.attar.runtime.train.data.Task;
import dev.attar.runtime.train.metric.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Teaches a model: says how, then {@link #run}. What is not said has a default.
 *
 * <pre>{@code
 * TrainingResult result = Fit.of(model, task)
 *         .epochs(3)
 *         .batches(Batching.ofSequences(16))
 *         .schedule(Schedule.linear(2e-5).warmUp(100))
 *         .validation(validation)
 *         .earlyStopping("macro_f1", 2)
 *         .into(Path.of("run"), "reviews")
 *         .run(data);
 * }</pre>
 */
public final class Fit {
    private final TrainableModel model;
    private final Task task;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final Map<String, String> described = new TreeMap<>();
    private int epochs = 1;
    private long steps;
    private Batching batching = Batching.ofSequences(32);
    private int accumulate = 1;
    private long seed = 1;
    private Schedule schedule = Schedule.constant(1e-3);
    private List<Metric> metrics = List.of();
    private long evaluateEvery;
    private long checkpointEvery;
    private int keep = 2;
    private Monitor monitor = Monitor.LOSS;
    private int patience;
    private boolean keepBest;
    private boolean skipNotFinite;
    private Optional<Masking> masking = Optional.empty();
    private boolean tensorBoard;
    private Optional<Dataset> validation = Optional.empty();
    private Path folder;
    private String name;
    private boolean resume;
    private Saved saved = Saved.MERGED;
    private volatile boolean stopped;

    private Fit(TrainableModel model, Task task) {
        this.model = model;
        this.task = task;
    }

    /** Of a model, which loss and optimizer are part of, and what it is to learn. */
    public static Fit of(TrainableModel model, Task task) {
        return new Fit(model, task);
    }

    /** How often the data is gone through. Default: once. */
    public Fit epochs(int count) {
        epochs = count;
        steps = 0;
        return this;
    }

    /** How many optimizer steps are made, whatever epochs that are. */
    public Fit steps(long count) {
        steps = count;
        return this;
    }

    /** How batches are made. Default: 32 sequences, shuffled. */
    public Fit batches(Batching how) {
        batching = how;
        return this;
    }

    /** How many batches make one optimizer step. The mean is over all that is labelled in them. Default: 1. */
    public Fit accumulate(int batches) {
        accumulate = batches;
        return this;
    }

    /** What order, masks and dropout are drawn from. Default: 1. */
    public Fit seed(long value) {
        seed = value;
        return this;
    }

    /** The learning rate. Default: 1e-3 in every step. */
    public Fit schedule(Schedule value) {
        schedule = value;
        return this;
    }

    /** What is measured besides the loss. Default: what is usual for the task. */
    public Fit metrics(Metric... wanted) {
        metrics = List.of(wanted);
        return this;
    }

    /** Looks at these data after each epoch, or as {@link #evaluateEvery} says. */
    public Fit validation(Dataset data) {
        validation = Optional.of(data);
        return this;
    }

    /** After how many steps the validation data is looked at, besides the end. Default: after each epoch. */
    public Fit evaluateEvery(long count) {
        evaluateEvery = count;
        return this;
    }

    /** After how many steps a checkpoint is written, besides the end. Default: after each epoch. */
    public Fit checkpointEvery(long count) {
        checkpointEvery = count;
        return this;
    }

    /** How many checkpoints are kept, besides the best. Default: 2. */
    public Fit keep(int checkpoints) {
        keep = checkpoints;
        return this;
    }

    /** The weights at the end are those that were best by a number of the validation data: {@code loss} or a metric's name. */
    public Fit keepBest(String metric) {
        monitor = new Monitor(metric);
        keepBest = true;
        return this;
    }

    /** Training ends after so many evaluations without a better one, and the weights are the best ones ({@link #keepBest}). */
    public Fit earlyStopping(String metric, int evaluations) {
        patience = evaluations;
        return keepBest(metric);
    }

    /** A step whose loss or gradient is not finite is left out. Default: training ends, and says where. */
    public Fit skipNotFinite() {
        skipNotFinite = true;
        return this;
    }

    /** How tokens are hidden, for a task that needs it. */
    public Fit masking(Masking how) {
        masking = Optional.of(how);
        return this;
    }

    /** Writes event files for TensorBoard, too. */
    public Fit tensorBoard() {
        tensorBoard = true;
        return this;
    }

    /** Where everything is written: {@code NAME.safetensors}, {@code history.jsonl}, {@code report.html}, {@code checkpoints/}. */
    public Fit into(Path where, String model) {
        folder = where;
        name = model;
        return this;
    }

    /** What is written of a model that learns by low-rank adapters. Default: plain weights, with the adapters merged into them. */
    public Fit save(Saved what) {
        saved = what;
        return this;
    }

    /** Goes on from the newest checkpoint in the folder, if there is one. */
    public Fit resume() {
        resume = true;
        return this;
    }

    /** Is told what happens. */
    public Fit listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /** A setting of the model, for the report; a run is resumed with the same ones only. */
    public Fit describe(String setting, String value) {
        described.put(setting, value);
        return this;
    }

    /** Asks a run to end after its step, with a checkpoint. From any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Trains.
     *
     * @throws dev.attar.runtime.train.data.DataException when data cannot be read any more
     * @throws TrainingException when a number is not finite, settings contradict each other, or the folder has another run
     * @throws dev.attar.runtime.train.checkpoint.CheckpointException when a file cannot be written, or a checkpoint is not of this run
     */
    public TrainingResult run(Dataset data) {
        FitSettings settings = new FitSettings(
                epochs,
                steps,
                batching,
                accumulate,
                seed,
                schedule,
                metrics.isEmpty() ? Metric.usual(task) : metrics,
                evaluateEvery,
                checkpointEvery,
                keep,
                monitor,
                patience,
                keepBest,
                skipNotFinite,
                masking,
                tensorBoard);
        if (folder == null) {
            throw new IllegalStateException("where to write is not said: into(folder, name)");
        }
        RunFolder where = new RunFolder(folder, name, resume, saved);
        return new TrainingLoop(model, task, settings, described, data, validation, where, listeners, () -> stopped)
                .run();
    }
}
