package dev.attar.examples.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void lineAndBack() {
        Sample sample = new Sample("time.attar", 1.5e8);
        assertEquals(Optional.of(sample), Sample.read(sample.line()));
    }

    @Test
    void whatLibrariesPrintIsNoSample() {
        assertEquals(Optional.empty(), Sample.read(""));
        assertEquals(Optional.empty(), Sample.read("sample of what"));
        assertEquals(Optional.empty(), Sample.read("sample time.attar 3 ms"));
    }

    @Test
    void aNameOfTwoWordsCouldNotBeReadBack() {
        assertThrows(IllegalArgumentException.class, () -> new Sample("time attar", 1));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertEquals(2.5, Median.of(4, 1, 3, 2));
        assertEquals(3, Median.of(9, 1, 3));
    }
}
