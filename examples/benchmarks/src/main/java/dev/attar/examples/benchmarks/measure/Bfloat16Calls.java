package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Attar;
import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.Engine.Call;
import dev.attar.examples.benchmarks.engine.Hidden;
import dev.attar.examples.benchmarks.model.EncoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MiniLM with weights of 2 bytes beside MiniLM with weights of 4, sequences of one length. Arguments: threads, quick or full, the
 * workload. Samples: {@code time.attar} and {@code time.bf16} of a call in nanoseconds; {@code cosine}, the lowest between the means
 * of the hidden states that the two give for real sentences.
 */
public final class Bfloat16Calls {
    private Bfloat16Calls() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        List<int[]> ids = Workload.parse(arguments[2]).ids();
        var weights = ModelFiles.ofProperties().weights(EncoderShape.MINILM);
        Sample.print("peak", FmaPeak.measure(threads));
        Map<String, Call> calls = new LinkedHashMap<>();
        try (Engine four = Attar.open(EncoderShape.MINILM, weights, threads);
                Engine two = Attar.openBfloat16(weights, threads)) {
            calls.put("time.attar", four.prepare(ids));
            calls.put("time.bf16", two.prepare(ids));
            Sample.print("cosine", lowestCosine(four, two));
            Turns.of(arguments[1].equals("quick")).medians(calls).forEach(Sample::print);
            calls.values().forEach(Call::close);
        }
        Sample.print("peak", FmaPeak.measure(threads));
    }

    private static double lowestCosine(Engine one, Engine other) throws Exception {
        List<int[]> sentences = MixedSentences.ids();
        double lowest = 1;
        try (Call first = one.prepare(sentences);
                Call second = other.prepare(sentences)) {
            Hidden a = first.run();
            Hidden b = second.run();
            for (int i = 0; i < sentences.size(); i++) {
                int tokens = sentences.get(i).length;
                lowest = Math.min(lowest, cosine(mean(a, i, tokens), mean(b, i, tokens)));
            }
        }
        return lowest;
    }

    private static double[] mean(Hidden hidden, int sequence, int tokens) {
        int width = EncoderShape.MINILM.width();
        float[] rows = hidden.of(sequence, tokens, width);
        double[] mean = new double[width];
        for (int i = 0; i < rows.length; i++) {
            mean[i % width] += (double) rows[i] / tokens;
        }
        return mean;
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            ofA += a[i] * a[i];
            ofB += b[i] * b[i];
        }
        return product / Math.sqrt(ofA * ofB);
    }
}
