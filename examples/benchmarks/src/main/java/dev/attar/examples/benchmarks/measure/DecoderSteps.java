package dev.attar.examples.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import dev.attar.examples.benchmarks.engine.AttarDecoder;
import dev.attar.examples.benchmarks.engine.DecoderEngine;
import dev.attar.examples.benchmarks.engine.OnnxDecoderEngine;
import dev.attar.examples.benchmarks.engine.Timed;
import dev.attar.examples.benchmarks.model.DecoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One more token for some conversations, again and again from the same place. Arguments: threads, quick or full, the model, what its
 * weights are stored as, conversations, tokens that each has. Samples: {@code bandwidth}, bytes per second that a sum reads;
 * {@code time.ENGINE} of a step in nanoseconds; {@code alone.attar}, of a step of one conversation, where there are several;
 * {@code allocated}, bytes of the heap for each token.
 */
public final class DecoderSteps {
    private static final int STEPS = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private DecoderSteps() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        boolean quick = arguments[1].equals("quick");
        DecoderShape shape = DecoderShape.named(arguments[2]);
        String element = arguments[3];
        int conversations = Integer.parseInt(arguments[4]);
        int[] prompt = prompt(shape, Integer.parseInt(arguments[5]));
        ModelFiles files = ModelFiles.ofProperties();
        Map<String, Timed> calls = new LinkedHashMap<>();
        Sample.print("bandwidth", ReadBandwidth.measure(threads));
        try (AttarDecoder attar = AttarDecoder.open(shape, element, files.weights(shape), threads)) {
            attar.warmUp();
            Timed ours = attar.steps(conversations, prompt);
            calls.put("time.attar", ours);
            if (conversations > 1) {
                calls.put("alone.attar", attar.steps(1, prompt));
            }
            Turns.warmUp(ours, Turns.of(quick).warmUpNanos());
            Sample.print("allocated", allocated(ours, conversations));
            if (element.equals("fp32")) {
                try (DecoderEngine other = new OnnxDecoderEngine(shape, files.onnx(shape), threads)) {
                    calls.put("time." + other.name().key(), other.steps(conversations, prompt));
                    measure(quick, calls);
                }
            } else {
                measure(quick, calls);
            }
        }
        Sample.print("bandwidth", ReadBandwidth.measure(threads));
    }

    private static void measure(boolean quick, Map<String, Timed> calls) throws Exception {
        Turns.of(quick).medians(calls).forEach(Sample::print);
        calls.values().forEach(Timed::close);
    }

    /** Token ids; the same in every run. */
    static int[] prompt(DecoderShape shape, int tokens) {
        return new SplittableRandom(tokens).ints(tokens, 0, shape.vocabulary()).toArray();
    }

    /** Of all threads, for each token. */
    private static double allocated(Timed steps, int conversations) throws Exception {
        long before = THREADS.getTotalThreadAllocatedBytes();
        for (int i = 0; i < STEPS; i++) {
            steps.run();
        }
        return (THREADS.getTotalThreadAllocatedBytes() - before) / (double) STEPS / conversations;
    }
}
