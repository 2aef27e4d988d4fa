package dev.attar.runtime.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.TrainingResult.End;
import dev.attar.runtime.train.checkpoint.CheckpointException;
import dev.attar.runtime.train.checkpoint.Checkpoints;
import dev.attar.runtime.train.checkpoint.Counters;
import dev.attar.runtime.train.data.BatchMaker;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.train.data.EpochPlan;
import dev.attar.runtime.train.data.Randomness;
import dev.attar.runtime.train.data.Task;
import dev.attar.runtime.train.metric.Confusion;
import dev.attar.runtime.train.metric.Measurement;
import dev.attar.runtime.train.metric.Metric;
import dev.attar.runtime.train.report.HistoryFile;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.UpdateSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One run: steps, epochs, evaluations and checkpoints, in order. */
final class TrainingLoop {
    private final TrainableModel model;
    private final Task task;
    private final FitSettings settings;
    private final Map<String, String> fingerprint;
    private final Dataset data;
    private final Optional<Dataset> validation;
    private final RunFolder where;
    private final TrainingListener listener;
    private final BooleanSupplier stopped;
    private final BatchMaker batches;
    private final Checkpoints checkpoints;
    private final List<EpochReport> epochs = new ArrayList<>();

    private long steps; // of the whole run
    private long step; // that are done
    private long updates;
    private int epoch;
    private int batch;
    private long tokens;
    private EpochPlan plan;
    private Measurement measured;
    private Optional<EvaluationReport> best = Optional.empty();
    private Optional<EvaluationReport> last = Optional.empty();
    private int sinceBest;
    private long lastCheckpoint = -1;
    private Optional<Confusion> confusion = Optional.empty();
    private HistoryFile history;

    TrainingLoop(
            TrainableModel model,
            Task task,
            FitSettings settings,
            Map<String, String> described,
            Dataset data,
            Optional<Dataset> validation,
            RunFolder where,
            List<TrainingListener> listeners,
            BooleanSupplier stopped) {
        this.model = model;
        this.task = task;
        this.settings = settings;
        this.data = data;
        this.validation = validation;
        this.where = where;
        this.listener = TrainingListener.all(listeners);
        this.stopped = stopped;
        this.batches = new BatchMaker(task, settings.masking(), settings.seed());
        this.checkpoints = where.checkpoints();
        this.fingerprint = new TreeMap<>(settings.fingerprint());
        fingerprint.put("data", data.sha256());
        validation.ifPresent(set -> fingerprint.put("validation", set.sha256()));
        fingerprint.putAll(described);
    }

    TrainingResult run() {
        check();
        where.begin();
        steps = settings.steps() > 0 ? settings.steps() : stepsOfEpochs();
        plan = plan(epoch);
        measured = new Measurement(task, settings.metrics());
        resume();
        try (HistoryFile opened = HistoryFile.open(where.history(), step);
                ReportFiles reports = ReportFiles.of(where, settings, step)) {
            history = opened;
            listener.started(step, steps);
            End end = train(reports);
            TrainingResult result = finish(end);
            reports.write(model, fingerprint, task, result, steps);
            listener.ended(result);
            return result;
        }
    }

    private void check() {
        where.check(model);
        if (validation.isEmpty() && (settings.keepBest() || settings.patience() > 0)) {
            throw new TrainingException(
                    TrainingException.Reason.SETTINGS,
                    "the best weights are to be kept, and there is no validation data to tell them by",
                    "give validation data");
        }
        settings.metrics().stream()
                .filter(metric -> !metric.fits(task))
                .findFirst()
                .ifPresent(metric -> {
                    throw new TrainingException(
                            TrainingException.Reason.SETTINGS,
                            "the metric " + metric.text() + " cannot be measured of this head",
                            "it has "
                                    + String.join(
                                            ", ",
                                            Metric.all(task).stream()
                                                    .map(Metric::text)
                                                    .toList())
                                    + "; entity_f1 is for classes of tokens with names such as B-PER");
                });
        Map<String, Double> names = new Measurement(task, settings.metrics()).values();
        if (!names.containsKey(settings.monitor().name())) {
            throw new TrainingException(
                    TrainingException.Reason.SETTINGS,
                    "\"" + settings.monitor().name() + "\" is not measured, so it cannot say what is best",
                    "there are " + String.join(", ", names.keySet()));
        }
    }

    // ---- counting ----

    private EpochPlan plan(int number) {
        return EpochPlan.of(data, settings.batching(), settings.seed(), number);
    }

    private long stepsOfEpochs() {
        long all = 0;
        for (int e = 0; e < settings.epochs(); e++) {
            if (e < 2 || settings.batching().tokens() > 0 && settings.batching().shuffled()) {
                long one = Math.ceilDiv(plan(e).batches(), settings.accumulate());
                if (e == 1
                        && (settings.batching().tokens() == 0
                                || !settings.batching().shuffled())) {
                    return all + one * (settings.epochs() - 1L); // all others have as many
                }
                all += one;
            }
        }
        return all;
    }

    // ---- resuming ----

    private void resume() {
        if (!where.resume()) {
            return;
        }
        Optional<Checkpoints.Found> found = checkpoints.newest();
        if (found.isEmpty()) {
            listener.note("there is no whole checkpoint in " + where.folder() + ": training begins");
            return;
        }
        Counters counters = found.get().counters();
        refuseOther(counters.settings());
        Checkpoints.restore(found.get(), model);
        step = counters.step();
        updates = counters.updates();
        epoch = counters.epoch();
        batch = counters.batch();
        tokens = counters.tokens();
        sinceBest = counters.sinceBest();
        lastCheckpoint = step;
        plan = plan(epoch);
        measured.restore(counters.measured());
        for (JsonNode line : HistoryFile.read(where.history())) {
            remember(line);
        }
        listener.note("goes on after step " + step + " of " + steps);
    }

    /** Evaluations and epochs up to the checkpoint, as they were written down. */
    private void remember(JsonNode line) {
        if (line.path("step").asLong(Long.MAX_VALUE) > step) {
            return;
        }
        if (line.has("best")) {
            EvaluationReport report = new EvaluationReport(
                    line.path("step").asLong(),
                    line.path("epoch").asInt(),
                    numbers(line.path("validation")),
                    line.path("best").asBoolean());
            last = Optional.of(report);
            best = report.best() ? last : best;
        } else if (line.has("train")) {
            epochs.add(new EpochReport(
                    line.path("epoch").asInt(),
                    line.path("step").asLong(),
                    numbers(line.path("train")),
                    numbers(line.path("validation"))));
        }
    }

    private static Map<String, Double> numbers(JsonNode object) {
        Map<String, Double> values = new LinkedHashMap<>();
        object.properties()
                .forEach(e -> values.put(
                        e.getKey(), e.getValue().isNumber() ? e.getValue().doubleValue() : Double.NaN));
        return values;
    }

    private void refuseOther(Map<String, String> others) {
        List<String> different = new ArrayList<>();
        Set<String> names = new java.util.TreeSet<>(fingerprint.keySet());
        names.addAll(others.keySet());
        for (String name : names) {
            String now = fingerprint.getOrDefault(name, "none");
            String then = others.getOrDefault(name, "none");
            if (!now.equals(then)) {
                different.add(name + ": " + then + " when it began, " + now + " now");
            }
        }
        if (!different.isEmpty()) {
            throw new CheckpointException(
                    where.folder().toString(),
                    "the run there is another one:\n  " + String.join("\n  ", different),
                    "give what it began with, or another folder to begin anew");
        }
    }

    // ---- training ----

    private End train(ReportFiles reports) {
        if (isPatienceOver()) {
            return End.EARLY; // as it was when the checkpoint was written
        }
        while (step < steps) {
            StepReport report = step();
            history.add(Reports.json(report));
            reports.step(report);
            listener.step(report);
            boolean epochOver = batch == plan.batches();
            boolean runOver = step == steps;
            boolean stop = stopped.getAsBoolean() && !runOver;
            if (validation.isPresent() && (runOver || due(settings.evaluateEvery(), epochOver))) {
                evaluate(reports);
            }
            if (epochOver) {
                endEpoch();
            }
            boolean early = isPatienceOver();
            boolean isBest = best.isPresent() && best.get().step() == step;
            if (early || stop || runOver || isBest || due(settings.checkpointEvery(), epochOver)) {
                checkpoint();
            }
            if (early) {
                return End.EARLY;
            }
            if (stop) {
                return End.STOPPED;
            }
        }
        return End.DONE;
    }

    private boolean isPatienceOver() {
        return settings.patience() > 0 && sinceBest >= settings.patience();
    }

    private boolean due(long every, boolean epochOver) {
        return every > 0 ? step % every == 0 : epochOver;
    }

    /** One or several batches, then one update. */
    private StepReport step() {
        int stepTokens = 0;
        int stepSequences = 0;
        int stepSourceTokens = 0;
        long key = Randomness.key(settings.seed(), 3, step);
        List<int[]> used = new ArrayList<>();
        List<TrainingBatch> parts = new ArrayList<>();
        for (int i = 0; i < settings.accumulate() && batch < plan.batches(); i++, batch++) {
            int[] examples = plan.examples(batch);
            used.add(examples);
            DropoutSeed seed = new DropoutSeed(key, stepTokens, stepSequences, stepSourceTokens);
            TrainingBatch made = batches.batch(data, examples, epoch, seed);
            parts.add(made);
            int sourceTokens = made.source().map(s -> s.tokens()).orElse(0);
            stepTokens += made.tokens().tokens();
            stepSequences += made.tokens().sequences();
            stepSourceTokens += sourceTokens;
            tokens += made.tokens().tokens() + sourceTokens;
        }
        StepSums sums = new StepSums();
        model.trainSteps(parts, result -> sums.add(parts.get(sums.batches), result, measured));
        double loss = sums.loss;
        double count = sums.count;
        double rate = settings.schedule().rate(step, steps);
        double norm = Double.NaN;
        if (Double.isFinite(loss)) {
            norm = model.update(new UpdateSettings(rate, updates + 1, count));
        }
        boolean finite = Double.isFinite(loss) && Double.isFinite(norm);
        if (!finite) {
            refuse(loss, norm, used);
            model.discardGradients();
        }
        step++;
        updates += finite ? 1 : 0;
        return new StepReport(step, epoch + 1, count == 0 ? Double.NaN : loss / count, norm, rate, stepTokens, !finite);
    }

    /** What the batches of one optimizer step add up to. */
    private static final class StepSums {
        private double loss;
        private double count;
        private int batches;

        void add(TrainingBatch made, BatchResult result, Measurement measured) {
            batches++;
            loss += result.loss();
            count += result.count();
            if (Double.isFinite(loss)) {
                measured.add(made, result);
            }
        }
    }

    private void refuse(double loss, double norm, List<int[]> used) {
        TrainingException found = NotFinite.found(model, data, step + 1, loss, norm, used);
        if (!settings.skipNotFinite()) {
            throw found;
        }
        listener.note("left out: " + found.getMessage().lines().findFirst().orElse(""));
    }

    private void endEpoch() {
        Map<String, Double> ofValidation = last.filter(report -> report.step() == step)
                .map(EvaluationReport::values)
                .orElse(Map.of());
        EpochReport report = new EpochReport(epoch + 1, step, measured.values(), ofValidation);
        epochs.add(report);
        history.add(Reports.json(report));
        listener.epochEnded(report);
        epoch++;
        batch = 0;
        plan = plan(epoch);
        measured = new Measurement(task, settings.metrics());
    }

    private void evaluate(ReportFiles reports) {
        Evaluation evaluation = new Evaluation(model, task, settings, batches);
        Evaluation.Done done = evaluation.of(validation.orElseThrow());
        double value = done.values().get(settings.monitor().name());
        double before = best.map(
                        report -> report.values().get(settings.monitor().name()))
                .orElse(Double.NaN);
        boolean better = settings.monitor().isBetter(value, before);
        EvaluationReport report = new EvaluationReport(step, epoch + 1, done.values(), better);
        last = Optional.of(report);
        if (better) {
            best = last;
            sinceBest = 0;
        } else {
            sinceBest++;
        }
        confusion = done.confusion();
        ObjectNode line = Reports.json(report);
        history.add(line);
        reports.evaluated(report);
        listener.evaluated(report);
    }

    private void checkpoint() {
        if (lastCheckpoint == step) {
            return;
        }
        checkpoints.write(
                model,
                new Counters(
                        step,
                        updates,
                        epoch,
                        batch,
                        tokens,
                        measured.state(),
                        best.map(report -> new Counters.Best(
                                report.step(),
                                report.values().get(settings.monitor().name()))),
                        sinceBest,
                        fingerprint));
        lastCheckpoint = step;
        checkpoints.prune(
                settings.keep(), best.map(report -> Set.of(report.step())).orElse(Set.of()));
        listener.checkpointWritten(step, where.folder().resolve("checkpoints"));
    }

    private TrainingResult finish(End end) {
        if (end == End.STOPPED) {
            return new TrainingResult(step, tokens, end, best, Optional.empty(), confusion, epochs);
        }
        if (settings.keepBest() && best.isPresent() && best.get().step() != step) {
            long wanted = best.get().step();
            Checkpoints.Found found = checkpoints
                    .find(wanted)
                    .orElseThrow(() -> new CheckpointException(
                            where.folder().toString(),
                            "the checkpoint of step " + wanted + ", which was the best, is not whole",
                            "it was changed or removed while training; take the last one in checkpoints/"));
            Checkpoints.restoreWeights(found.weights(), model);
        }
        if (validation.isPresent() && Evaluation.hasConfusion(task)) {
            confusion = new Evaluation(model, task, settings, batches)
                    .of(validation.get())
                    .confusion();
        }
        where.write(model);
        return new TrainingResult(step, tokens, end, best, Optional.of(where.weights()), confusion, epochs);
    }
}
