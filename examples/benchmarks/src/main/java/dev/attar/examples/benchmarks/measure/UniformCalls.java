package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.Engine.Call;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All engines on sequences of one length. Arguments: threads, quick or full, the model, the workload. Samples: {@code time.ENGINE}
 * of a call in nanoseconds, {@code peak} in FLOP per second, {@code difference.ENGINE} from Attar.
 */
public final class UniformCalls {
    private UniformCalls() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        EncoderShape shape = EncoderShape.named(arguments[2]);
        List<int[]> ids = Workload.parse(arguments[3]).ids();
        Sample.print("peak", FmaPeak.measure(threads));
        Map<String, Call> calls = new LinkedHashMap<>();
        try (Engines engines = Engines.open(shape, threads)) {
            for (Engine engine : engines.all()) {
                calls.put("time." + engine.name().key(), engine.prepare(ids));
            }
            check(engines, shape, ids);
            Turns.of(arguments[1].equals("quick")).medians(calls).forEach(Sample::print);
            calls.values().forEach(Call::close);
        }
        Sample.print("peak", FmaPeak.measure(threads));
    }

    private static void check(Engines engines, EncoderShape shape, List<int[]> ids) throws Exception {
        try (Call ours = engines.attar().prepare(ids)) {
            for (Engine other : engines.others()) {
                try (Call theirs = other.prepare(ids)) {
                    String name = other.name().key();
                    Sample.print("difference." + name, Agreement.check(shape, ids, ours.run(), theirs.run(), name));
                }
            }
        }
    }
}
