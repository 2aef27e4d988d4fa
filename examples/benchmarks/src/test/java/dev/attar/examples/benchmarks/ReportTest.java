package dev.attar.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void aRowHasMediansRatioRateAndShareOfPeak() {
        Workload workload = new Workload(1, 128);
        double nanosAtOneGigaflop = workload.flops();
        List<Measured> measured = List.of(
                new Measured.Peak(1, 100e9),
                new Measured.Peak(1, 50e9),
                new Measured.Times(1, workload, nanosAtOneGigaflop / 20, 40e6),
                new Measured.Times(1, workload, nanosAtOneGigaflop / 50, 50e6),
                new Measured.Times(1, workload, nanosAtOneGigaflop / 25, 60e6));
        String report = new Report(measured).print(List.of(1), List.of(workload));

        assertTrue(report.startsWith("FMA peak, 1 thread: 100.0 GFLOP/s"), report);
        assertTrue(
                report.contains("| 1 | 1 × 128 | 114.76 (57.38–143.45) | 50.00 (40.00–60.00) | 1.91 | 25.0 | 25 % |"),
                report);
    }

    @Test
    void lineAndBack() {
        Measured times = new Measured.Times(2, new Workload(32, 128), 1.5e8, 2.5e8);
        assertEquals(Optional.of(times), Measured.read(times.line()));
        Measured peak = new Measured.Peak(2, 2.33e11);
        assertEquals(Optional.of(peak), Measured.read(peak.line()));
        assertEquals(Optional.empty(), Measured.read("peak performance is not"));
        assertEquals(Optional.empty(), Measured.read(""));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertEquals(2.5, Median.of(4, 1, 3, 2));
        assertEquals(3, Median.of(9, 1, 3));
    }

    @Test
    void aSequenceOf128TokensTakes2_87Gigaflop() {
        assertEquals(2.87e9, new Workload(1, 128).flops(), 0.005e9);
    }
}
