package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.Engine.Call;
import dev.attar.examples.benchmarks.generated.MiniLmLong;
import dev.attar.examples.benchmarks.model.EncoderShape;
import dev.attar.runtime.Options;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.CallSizes;
import dev.attar.runtime.kernel.EntryPlan;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One long sequence, beside one of {@value #BASE} tokens in the same JVM. Arguments: threads, quick or full, tokens. Samples:
 * {@code time.ENGINE} and {@code base.attar} in nanoseconds; {@code arena} and {@code heap}, the working memory of a call as it was
 * planned and as it was found, in bytes.
 */
public final class LongCalls {
    public static final int BASE = 128;

    /** Beyond, an engine that holds all scores needs many gigabytes. */
    private static final int LONGEST_OF_OTHERS = 2048;

    private LongCalls() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        int tokens = Integer.parseInt(arguments[2]);
        boolean quick = arguments[1].equals("quick") || tokens > LONGEST_OF_OTHERS; // a call takes seconds
        List<int[]> ids = new Workload(1, tokens).ids();
        Map<String, Call> calls = new LinkedHashMap<>();
        Sample.print("peak", FmaPeak.measure(threads));
        try (Engines engines = Engines.open(EncoderShape.MINILM_LONG, threads)) {
            calls.put("base.attar", engines.attar().prepare(new Workload(1, BASE).ids()));
            memory(engines.attar(), ids, threads);
            calls.put("time.attar", engines.attar().prepare(ids));
            if (tokens <= LONGEST_OF_OTHERS) {
                for (Engine other : engines.others()) {
                    calls.put("time." + other.name().key(), other.prepare(ids));
                }
            }
            Turns.of(quick).medians(calls).forEach(Sample::print);
            calls.values().forEach(Call::close);
        }
        Sample.print("peak", FmaPeak.measure(threads));
    }

    /** What one call leaves in the pool of working memory, and what its plan says. */
    private static void memory(Engine engine, List<int[]> ids, int threads) throws Exception {
        int tokens = ids.getFirst().length;
        EntryPlan plan = MiniLmLong.program(WidthChoice.of(Options.defaults()).width())
                .plan()
                .entry("forward");
        CallSizes sizes = new OneSequence(tokens);
        Sample.print("arena", 4.0 * (plan.arena().floats(sizes) + plan.scratch().floats(sizes) * threads));
        double before = heap();
        try (Call call = engine.prepare(ids)) {
            call.run();
        }
        Sample.print("heap", heap() - before);
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** A call of one sequence. */
    private record OneSequence(int tokens) implements CallSizes {
        @Override
        public int sequences() {
            return 1;
        }

        @Override
        public int rows(int axis) {
            return tokens;
        }

        @Override
        public int longest(int axis) {
            return Math.ceilDiv(tokens, 16) * 16;
        }
    }
}
