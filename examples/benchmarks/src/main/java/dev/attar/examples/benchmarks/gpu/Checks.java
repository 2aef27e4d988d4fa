package dev.attar.examples.benchmarks.gpu;

import dev.attar.compiler.model.Graph;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.device.DeviceInfo.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Small models of every kind against the reference; and of decoders, steps against the whole. */
final class Checks {
    private static final int SIDE_BY_SIDE = 8;

    private final Kind kernels;
    private final Report report;

    Checks(Kind kernels, Report report) {
        this.kernels = kernels;
        this.report = report;
    }

    /** Side by side: most of the time is the driver's, which builds the kernels of each model anew. */
    void run() {
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            SmallModels.all()
                    .forEach((name, spec) -> threads.submit(() -> report.attempt(name, () -> check(name, spec))));
        }
    }

    private void check(String name, String spec) {
        long begin = System.nanoTime();
        try (DeviceSubject subject = new DeviceSubject(spec, kernels)) {
            double share = againstReference(subject);
            int logits = subject.session().keepsState() ? new StepCheck(subject.session()).run() : 0;
            report.line(
                    "%s: within the tolerance of the reference (%.3f of it)%s; %.1f s; %s",
                    name,
                    share,
                    logits == 0 ? "" : ", " + logits + " rows of logits of steps have the bits of the whole",
                    (System.nanoTime() - begin) / 1e9,
                    subject.session().computedBy());
        }
    }

    /** The largest difference, as a share of what is allowed. */
    private static double againstReference(DeviceSubject subject) {
        Tokens tokens = RandomTokens.of(subject.model(), 3, 5);
        List<Graph.Output> outputs = subject.model().forward().outputs();
        String output = outputs.getLast().name();
        boolean segments = subject.session().plan().inputNumber("segments") >= 0;
        Matrix result = subject.session().run(batch(tokens, segments), outputs.size() - 1);
        float[][] rows = new float[result.rows()][];
        for (int r = 0; r < rows.length; r++)
            rows[r] = Arrays.copyOfRange(result.values(), r * result.columns(), (r + 1) * result.columns());
        Expectation.Comparison worst = Expectation.of(
                        subject.model(), subject.weights().parameters(), tokens, output)
                .compare(rows);
        if (!worst.agrees()) throw new IllegalStateException("not what the reference computes: " + worst);
        return worst.share();
    }

    private static Batch batch(Tokens tokens, boolean segments) {
        List<int[]> ids = new ArrayList<>();
        List<int[]> of = new ArrayList<>();
        for (Tokens.Sequence sequence : tokens.sequences()) {
            ids.add(sequence.ids().stream().mapToInt(Integer::intValue).toArray());
            of.add(sequence.segments().stream().mapToInt(Integer::intValue).toArray());
        }
        Batch batch = segments ? Batch.of(ids, of) : Batch.of(ids);
        return tokens.source()
                .map(source -> batch.withSource(batch(source, segments)))
                .orElse(batch);
    }
}
