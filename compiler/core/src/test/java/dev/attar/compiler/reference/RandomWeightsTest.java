package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

class RandomWeightsTest {
    @Property
    @Domain(SpecArbitraries.class)
    void areTheSameWhateverIsAskedForFirst(@ForAll Trial trial) {
        Map<String, float[]> all = trial.weights().all();
        RandomWeights again = trial.weights();
        assertEquals(Set.copyOf(all.keySet()), again.shapes().keySet());
        for (String name : all.keySet().stream().sorted().toList())
            assertArrayEquals(all.get(name), again.values(name), name);
    }

    @Property
    @Domain(SpecArbitraries.class)
    void haveTheShapesOfTheModelAndNoTwoAlike(@ForAll Trial trial) {
        Set<List<Float>> beginnings = new HashSet<>();
        trial.weights().all().forEach((name, values) -> {
            int elements = trial.weights().shapes().get(name).stream().reduce(1, Math::multiplyExact);
            assertEquals(elements, values.length, name);
            if (values.length < 4) return;
            List<Float> beginning = List.of(values[0], values[1], values[2], values[3]);
            assertTrue(beginnings.add(beginning), name + " begins like another parameter");
        });
    }

    @Property
    @Domain(SpecArbitraries.class)
    void otherSeedsGiveOtherWeights(@ForAll Trial trial) {
        Trial other = new Trial(trial.spec(), trial.tokens(), trial.seed() + 1);
        String name = "embeddings.tokens.weight";
        assertFalse(Arrays.equals(trial.weights().values(name), other.weights().values(name)));
    }

    @Property(tries = 1)
    @Domain(SpecArbitraries.class)
    void knowNoOtherNames(@ForAll Trial trial) {
        assertNull(trial.weights().values("encoder.*.attention.key.bias"));
    }

    /** Steele, Lea and Flood's generator begins so for seed 1234567. */
    @Example
    void theGeneratorIsThePublishedOne() {
        NormalNumbers numbers = new NormalNumbers(1234567);
        assertEquals(Long.parseUnsignedLong("6457827717110365317"), numbers.nextBits());
        assertEquals(Long.parseUnsignedLong("3203168211198807973"), numbers.nextBits());
        assertEquals(Long.parseUnsignedLong("9817491932198370423"), numbers.nextBits());
    }

    @Example
    void numbersHaveMeanZeroAndVarianceOne() {
        NormalNumbers numbers = new NormalNumbers(1);
        double sum = 0;
        double squares = 0;
        double largest = 0;
        int count = 1_000_000;
        for (int i = 0; i < count; i++) {
            double z = numbers.next();
            sum += z;
            squares += z * z;
            largest = Math.max(largest, Math.abs(z));
        }
        assertEquals(0, sum / count, 0.005);
        assertEquals(1, squares / count, 0.01);
        assertTrue(largest > 3 && largest < 3.5, "largest is " + largest);
    }
}
