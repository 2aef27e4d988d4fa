package dev.attar.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** A measurement for programs: one JSON object on a line. Times in seconds, rates per second, sizes in bytes. */
public final class BenchJson {
    private BenchJson() {}

    public static void print(Measurement measured, PrintWriter out) {
        out.append(of(measured).toString()).append('\n');
        out.flush();
    }

    private static ObjectNode of(Measurement measured) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("model", measured.target().model());
        all.put("computedBy", measured.target().how());
        if (measured.target().lanes() > 0) {
            all.put("lanes", measured.target().lanes());
        }
        all.put("output", measured.target().output());
        all.put("threads", measured.threads());
        ArrayNode lengths = all.putArray("lengths");
        for (int length : measured.workload().lengths()) {
            lengths.add(length);
        }
        all.put("tokens", measured.workload().tokens());
        all.put("rounds", measured.rounds());
        all.put("seconds", measured.seconds());
        all.putArray("quartiles").add(measured.low()).add(measured.high());
        all.put("tokensPerSecond", measured.workload().tokens() / measured.seconds());
        all.put("flop", measured.flops());
        all.put("flops", measured.flops() / measured.seconds());
        measured.peak().ifPresent(peak -> {
            all.put("peakFlops", peak);
            all.put("shareOfPeak", measured.flops() / measured.seconds() / peak);
        });
        all.put("secondsOutsideSteps", measured.outside());
        ArrayNode steps = all.putArray("steps");
        measured.steps().forEach(step -> steps.add(of(step, measured)));
        return all;
    }

    private static ObjectNode of(Measurement.Step step, Measurement measured) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.put("step", step.number());
        one.put("value", step.computes());
        one.put("kernel", step.kernel());
        one.put("times", step.times());
        one.put("seconds", step.seconds());
        one.put("shareOfCall", step.seconds() / measured.seconds());
        one.putArray("secondsPerLayer").add(step.fastest()).add(step.slowest());
        one.put("flop", step.flops());
        one.put("flops", step.seconds() == 0 ? 0 : step.flops() / step.seconds());
        measured.peak()
                .ifPresent(
                        peak -> one.put("shareOfPeak", step.seconds() == 0 ? 0 : step.flops() / step.seconds() / peak));
        one.put("weightBytes", step.weightBytes());
        one.put("activationBytes", step.activationBytes());
        one.put("waiting", step.waiting());
        return one;
    }
}
