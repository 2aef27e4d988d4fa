package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HighestTest {
    @Property(tries = 300)
    void asSortingAllWouldGive(
            @ForAll @Size(max = 30) @IntRange(min = -3, max = 3) int[] numbers, @ForAll @IntRange(max = 31) int count) {
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i];
        }
        int[] expected = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -values[i]))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
        assertArrayEquals(expected, count == 0 ? new int[0] : Highest.of(values, count));
    }
}
