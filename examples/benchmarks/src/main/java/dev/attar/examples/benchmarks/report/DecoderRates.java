package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.model.DecoderShape;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** What steps and prompts of decoders take, beside what memory and multiply-adds allow. */
final class DecoderRates {
    private static final int THREADS = 2;

    private final Measurements all;

    DecoderRates(Measurements all) {
        this.all = all;
    }

    static DecoderShape shape(Case of) {
        return DecoderShape.named(of.arguments().getFirst());
    }

    static String element(Case steps) {
        return steps.arguments().get(1);
    }

    static int conversations(Case steps) {
        return Integer.parseInt(steps.arguments().get(2));
    }

    static int tokens(Case steps) {
        return Integer.parseInt(steps.arguments().get(3));
    }

    /** Bytes of weights, and of keys and values, that a step reads. */
    static double bytes(Case steps) {
        DecoderShape shape = shape(steps);
        double each = switch (element(steps)) {
            case "bf16" -> 2;
            case "int8" -> 1 + 4.0 / 32; // a scale for each 32 of a row
            default -> 4;
        };
        return each * shape.matrixElements()
                + (double) conversations(steps) * tokens(steps) * shape.cacheBytesPerToken();
    }

    OptionalDouble perSecond(Case steps) {
        return map(all.median(steps, THREADS, "time.attar"), nanos -> conversations(steps) * 1e9 / nanos);
    }

    /** Time that reading its bytes takes, over that of a step. */
    OptionalDouble shareOfBandwidth(Case steps) {
        OptionalDouble nanos = all.median(steps, THREADS, "time.attar");
        OptionalDouble bandwidth = all.median(steps, THREADS, "bandwidth");
        return nanos.isEmpty() || bandwidth.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(bytes(steps) / bandwidth.getAsDouble() / (nanos.getAsDouble() / 1e9));
    }

    /** How many times as many tokens as one conversation the conversations of a case get. */
    OptionalDouble together(Case steps) {
        return map(all.ratio(steps, THREADS, "alone.attar", "time.attar"), ratio -> ratio * conversations(steps));
    }

    OptionalDouble shareOfPeak(Case prompt) {
        OptionalDouble nanos = all.median(prompt, THREADS, "time.attar");
        OptionalDouble peak = all.peak(THREADS);
        double flops =
                shape(prompt).flopsOfPrompt(Integer.parseInt(prompt.arguments().get(1)));
        return nanos.isEmpty() || peak.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(flops / (nanos.getAsDouble() / 1e9) / peak.getAsDouble());
    }

    private static OptionalDouble map(OptionalDouble value, DoubleUnaryOperator to) {
        return value.isEmpty() ? value : OptionalDouble.of(to.applyAsDouble(value.getAsDouble()));
    }
}
