package dev.attar.examples.benchmarks.model;

import dev.attar.runtime.WeightsWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Weights that nobody trained, of the size that training begins with: normal numbers of deviation 0.02 (BERT's own), norms near
 * the identity. Speed does not depend on them.
 *
 * <p>Source of the deviation: Devlin et al. 2018, {@code initializer_range}.
 */
public final class RandomWeights {
    private static final double DEVIATION = 0.02;

    private RandomWeights() {}

    /** Writes them all as a safetensors file; the same numbers each time. */
    public static void write(EncoderShape shape, Path file) {
        write(shape.parameters(), file);
    }

    /** Writes them all as a safetensors file; the same numbers each time. */
    public static void write(DecoderShape shape, Path file) {
        write(shape.parameters(), file);
    }

    private static void write(Map<String, long[]> parameters, Path file) {
        WeightsWriter writer = new WeightsWriter(file);
        parameters.forEach((name, sizes) -> writer.add(name, values(name, sizes), sizes));
        writer.write();
    }

    private static Supplier<float[]> values(String name, long[] sizes) {
        boolean scale = name.endsWith("norm.weight");
        return () -> {
            SplittableRandom random = new SplittableRandom(name.hashCode());
            float[] values = new float[(int) (sizes.length == 1 ? sizes[0] : sizes[0] * sizes[1])];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * DEVIATION + (scale ? 1 : 0));
            }
            return values;
        };
    }
}
