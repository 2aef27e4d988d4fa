package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.Engine.Call;
import dev.attar.examples.benchmarks.engine.Hidden;
import dev.attar.examples.benchmarks.engine.SortedBatches;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Real sentences of all lengths at once: Attar as they come, the others padded to the longest, and in batches of eight sorted by
 * length. Arguments: threads, quick or full. Samples: {@code time.attar}, {@code time.ENGINE.padded}, {@code time.ENGINE.sorted};
 * {@code tokens}, {@code longest}, {@code median}.
 */
public final class MixedCalls {
    private static final int BATCH = 8;

    private MixedCalls() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        EncoderShape shape = EncoderShape.MINILM;
        List<int[]> ids = MixedSentences.ids();
        int[] lengths = ids.stream().mapToInt(sentence -> sentence.length).toArray();
        Sample.print("tokens", Arrays.stream(lengths).sum());
        Sample.print("longest", Arrays.stream(lengths).max().orElseThrow());
        Sample.print("median", Median.of(Arrays.stream(lengths).asDoubleStream().toArray()));
        Sample.print("peak", FmaPeak.measure(threads));
        Map<String, Call> calls = new LinkedHashMap<>();
        try (Engines engines = Engines.open(shape, threads)) {
            calls.put("time.attar", engines.attar().prepare(ids));
            for (Engine other : engines.others()) {
                String name = "time." + other.name().key();
                calls.put(name + ".padded", other.prepare(ids));
                calls.put(name + ".sorted", new SortedBatches(other, BATCH).prepare(ids));
            }
            Hidden ours = calls.get("time.attar").run();
            for (Map.Entry<String, Call> theirs : calls.entrySet()) {
                Agreement.check(shape, ids, ours, theirs.getValue().run(), theirs.getKey());
            }
            Turns.of(arguments[1].equals("quick")).medians(calls).forEach(Sample::print);
            calls.values().forEach(Call::close);
        }
        Sample.print("peak", FmaPeak.measure(threads));
    }
}
