package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.AttarDecoder;
import dev.attar.examples.benchmarks.engine.DecoderEngine;
import dev.attar.examples.benchmarks.engine.OnnxDecoderEngine;
import dev.attar.examples.benchmarks.engine.Timed;
import dev.attar.examples.benchmarks.model.DecoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A prompt that is read from its beginning. Arguments: threads, quick or full, the model, tokens. Samples: {@code peak}, FLOP per second;
 * {@code time.ENGINE} of the whole prompt in nanoseconds.
 */
public final class DecoderPrompts {
    private DecoderPrompts() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        DecoderShape shape = DecoderShape.named(arguments[2]);
        int[] prompt = DecoderSteps.prompt(shape, Integer.parseInt(arguments[3]));
        ModelFiles files = ModelFiles.ofProperties();
        Map<String, Timed> calls = new LinkedHashMap<>();
        Sample.print("peak", FmaPeak.measure(threads));
        try (AttarDecoder attar = AttarDecoder.open(shape, "fp32", files.weights(shape), threads);
                DecoderEngine other = new OnnxDecoderEngine(shape, files.onnx(shape), threads)) {
            attar.warmUp();
            calls.put("time.attar", attar.reading(prompt));
            calls.put("time." + other.name().key(), other.reading(prompt));
            Turns.of(arguments[1].equals("quick")).medians(calls).forEach(Sample::print);
            calls.values().forEach(Timed::close);
        }
        Sample.print("peak", FmaPeak.measure(threads));
    }
}
