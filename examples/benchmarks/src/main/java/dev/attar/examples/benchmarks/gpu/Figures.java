package dev.attar.examples.benchmarks.gpu;

import dev.attar.runtime.Batch;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.device.DeviceInfo.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How long calls take: the shapes of MiniLM and GPT-2, random weights; medians. */
final class Figures {
    private static final int LISTED = 12;

    private final Kind kernels;
    private final boolean quick;
    private final Report report;
    private final Random random = new Random(3);

    Figures(Kind kernels, boolean quick, Report report) {
        this.kernels = kernels;
        this.quick = quick;
        this.report = report;
    }

    // ---- an encoder ----

    DeviceSubject encoderModel() {
        int width = quick ? 64 : 384;
        return new DeviceSubject("""
            model MiniLm {
                vocabulary %d   context 512   width %d
                embedding { positions learned   segments 2   norm layer }
                encoder depth 6 {
                    attention   { heads %d }
                    feedforward { width 4 * width   activation gelu }
                    residual    { norm layer   order post }
                }
                head embed { pool mean   normalize l2 }
            }
            """.formatted(quick ? 1000 : 30522, width, width / 32), kernels);
    }

    void encoder(DeviceSubject made) {
        try (DeviceSubject subject = made) {
            for (int[] shape : new int[][] {{1, 8}, {1, 128}, {1, 512}, {32, 128}}) {
                if (quick && shape[0] * shape[1] > 128) continue;
                List<int[]> ids = new ArrayList<>();
                for (int i = 0; i < shape[0]; i++)
                    ids.add(random.ints(shape[1], 0, quick ? 1000 : 30522).toArray());
                Batch batch = Batch.of(ids);
                double seconds = median(quick ? 5 : 60, () -> subject.session().run(batch, 1));
                report.line("MiniLM %d x %d: %.3f ms", shape[0], shape[1], 1e3 * seconds);
            }
        }
    }

    // ---- a decoder ----

    DeviceSubject decoderModel() {
        int width = quick ? 128 : 768;
        int vocabulary = quick ? 1000 : 50257;
        return new DeviceSubject("""
            model Gpt2 {
                vocabulary %d   context 1024   width %d
                embedding { positions learned }
                decoder depth %d {
                    attention   { heads %d }
                    feedforward { width 4 * width   activation gelu_tanh }
                    residual    { norm layer   order pre }
                    norm layer
                }
                head generate { tied }
            }
            """.formatted(vocabulary, width, quick ? 2 : 12, width / 64), kernels);
    }

    void decoder(DeviceSubject made) {
        try (DeviceSubject subject = made) {
            LanguageModel model = Decoders.languageModel(subject.session());
            long weights = 4L * subject.session().plan().weightFloats();
            prefill(model);
            for (boolean few : new boolean[] {true, false}) {
                subject.program().withFew(few);
                String how = few ? "" : ", without the kernels for few rows";
                for (int conversations : new int[] {1, 16}) decode(model, conversations, weights, how);
            }
            subject.program().withFew(true);
            for (int conversations : new int[] {1, 16}) listed(subject, model, conversations);
        }
    }

    private int prompt() {
        return quick ? 32 : 512;
    }

    private void prefill(LanguageModel model) {
        int[] ids = random.ints(prompt(), 0, model.vocabulary()).toArray();
        double seconds = median(quick ? 3 : 15, () -> {
            try (Sequence sequence = model.begin()) {
                DecoderBatch batch = new DecoderBatch();
                batch.add(sequence, ids, Logits.LAST);
                model.extend(batch);
            }
        });
        report.line("GPT-2, prompt of %d tokens: %.3f ms", ids.length, 1e3 * seconds);
    }

    private List<Sequence> begun(LanguageModel model, int conversations) {
        List<Sequence> all = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            Sequence sequence = model.begin();
            all.add(sequence);
            DecoderBatch batch = new DecoderBatch();
            batch.add(sequence, random.ints(prompt(), 0, model.vocabulary()).toArray(), Logits.LAST);
            model.extend(batch);
        }
        return all;
    }

    private void step(LanguageModel model, List<Sequence> sequences, DecoderBatch batch) {
        batch.clear();
        for (Sequence sequence : sequences) batch.add(sequence, random.nextInt(model.vocabulary()));
        model.extend(batch);
    }

    private void decode(LanguageModel model, int conversations, long weights, String how) {
        List<Sequence> sequences = begun(model, conversations);
        DecoderBatch batch = new DecoderBatch();
        double seconds = median(quick ? 5 : 100, () -> step(model, sequences, batch));
        sequences.forEach(Sequence::close);
        report.line(
                "GPT-2, %d conversations of %d tokens: %.3f ms a step, %.0f tokens/s, weights at %.0f GB/s%s",
                conversations, prompt(), 1e3 * seconds, conversations / seconds, weights / seconds / 1e9, how);
    }

    /** The kernels of a step that take longest, each launch waited for. */
    private void listed(DeviceSubject subject, LanguageModel model, int conversations) {
        List<Sequence> sequences = begun(model, conversations);
        DecoderBatch batch = new DecoderBatch();
        step(model, sequences, batch);
        Map<String, WatchedProgram.Spent> spent = subject.program().timed(() -> step(model, sequences, batch));
        sequences.forEach(Sequence::close);
        report.line("%nkernels of a step of %d conversations, each launch waited for:", conversations);
        spent.entrySet().stream()
                .sorted((a, b) ->
                        Long.compare(b.getValue().nanos(), a.getValue().nanos()))
                .limit(LISTED)
                .forEach(e -> report.line(
                        "  %4d launches, %7.1f us each  %s",
                        e.getValue().launches(),
                        e.getValue().nanos() / 1e3 / e.getValue().launches(),
                        e.getKey()));
    }

    // ---- time ----

    private static double median(int rounds, Runnable call) {
        for (int i = 0; i < Math.min(10, rounds); i++) call.run();
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            call.run();
            seconds[i] = (System.nanoTime() - begin) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[rounds / 2];
    }
}
