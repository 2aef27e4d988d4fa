package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Group;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.measure.LongCalls;
import dev.attar.examples.benchmarks.measure.Workload;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.util.List;
import java.util.OptionalDouble;

/** Attar's work for its time. */
final class Rates {
    private final Measurements all;

    Rates(Measurements all) {
        this.all = all;
    }

    /** FLOP of a call of sequences of one length. */
    static double flops(Case of) {
        EncoderShape shape = EncoderShape.named(of.arguments().getFirst());
        return shape.flops(Workload.parse(of.arguments().get(1)).lengths());
    }

    /** FLOP per nanosecond. */
    OptionalDouble rate(Case of, int threads) {
        OptionalDouble nanos = all.median(of, threads, "time.attar");
        return nanos.isEmpty() ? nanos : OptionalDouble.of(flops(of) / nanos.getAsDouble());
    }

    /** The rate as a part of what the machine's multiply-adds can do. */
    OptionalDouble shareOfPeak(Case of, int threads) {
        OptionalDouble rate = rate(of, threads);
        OptionalDouble peak = all.peak(threads);
        return rate.isEmpty() || peak.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(rate.getAsDouble() * 1e9 / peak.getAsDouble());
    }

    /** Time for each FLOP of a long sequence, over that of a short one in the same JVM. */
    OptionalDouble overPrediction(Case of, int threads) {
        if (of.group() != Group.LONG) {
            throw new IllegalArgumentException(of + " has no short sequence beside it");
        }
        EncoderShape shape = EncoderShape.MINILM_LONG;
        double more = shape.flops(List.of(tokens(of))) / shape.flops(List.of(LongCalls.BASE));
        OptionalDouble ratio = all.ratio(of, threads, "time.attar", "base.attar");
        return ratio.isEmpty() ? ratio : OptionalDouble.of(ratio.getAsDouble() / more);
    }

    static int tokens(Case longCase) {
        return Integer.parseInt(longCase.arguments().getFirst());
    }

    /** How the working memory of the longest sequence, for each token, compares with that of the shortest. */
    OptionalDouble growthOfMemory(int threads, String what) {
        Case shortest = Cases.LONG.getFirst();
        Case longest = Cases.LONG.getLast();
        OptionalDouble few = all.median(shortest, threads, what);
        OptionalDouble many = all.median(longest, threads, what);
        return few.isEmpty() || many.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(many.getAsDouble() / tokens(longest) / (few.getAsDouble() / tokens(shortest)));
    }
}
