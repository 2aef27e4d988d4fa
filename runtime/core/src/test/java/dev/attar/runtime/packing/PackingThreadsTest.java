package dev.attar.runtime.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.RandomPlan;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Threads and the size of tasks change neither a bit of the packed weights nor a word of a refusal. */
class PackingThreadsTest {
    @Property(tries = 200)
    void theSameBits(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 1, max = 200) int taskValues) {
        RandomPlan random = RandomPlan.of(seed);
        try (Weights weights = random.weights();
                PackedWeights serial = PackedWeights.of(random.plan(), weights, 1, Integer.MAX_VALUE);
                PackedWeights parallel = PackedWeights.of(random.plan(), weights, threads, taskValues)) {
            assertEquals(-1, serial.floats().mismatch(parallel.floats()));
        }
    }

    @Property(tries = 200)
    void theSameRefusals(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 1, max = 20) int taskValues,
            @ForAll @IntRange(min = 1, max = 5) int bad) {
        RandomPlan random = RandomPlan.of(seed);
        List<FloatTensor> tensors = new ArrayList<>(random.tensors().values());
        Random places = new Random(seed);
        for (int i = 0; i < bad; i++) {
            float[] values = tensors.get(places.nextInt(tensors.size())).values();
            values[places.nextInt(values.length)] = places.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY;
        }
        try (Weights weights = random.weights()) {
            assertEquals(refusal(random, weights, 1, Integer.MAX_VALUE), refusal(random, weights, threads, taskValues));
        }
    }

    private static String refusal(RandomPlan random, Weights weights, int threads, int taskValues) {
        return assertThrows(WeightsException.class, () -> PackedWeights.of(random.plan(), weights, threads, taskValues))
                .getMessage();
    }
}
