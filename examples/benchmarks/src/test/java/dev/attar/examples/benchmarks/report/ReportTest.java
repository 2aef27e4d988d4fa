package dev.attar.examples.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.cases.Turn;
import dev.attar.examples.benchmarks.measure.Sample;
import dev.attar.examples.benchmarks.report.Report.About;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Case CASE = Cases.named("1x128").getFirst();
    private static final double NANOS_AT_ONE_GIGAFLOP = Rates.flops(CASE);

    private final Measurements all = new Measurements();

    private void add(int fork, double attar, double onnxRuntime, double peak) {
        all.add(
                new Turn(CASE, 1, fork),
                List.of(
                        new Sample("peak", peak),
                        new Sample("time.attar", attar),
                        new Sample("time.onnxruntime", onnxRuntime)));
    }

    private String text() {
        add(1, NANOS_AT_ONE_GIGAFLOP / 20, 40e6, 100e9);
        add(2, NANOS_AT_ONE_GIGAFLOP / 50, 50e6, 50e9);
        add(3, NANOS_AT_ONE_GIGAFLOP / 25, 60e6, 60e9);
        return new Report(all, new About("2026-01-02", "A machine.", "0badc0de", false)).text();
    }

    @Test
    void aSequenceOf128TokensTakes2_87Gigaflop() {
        assertEquals(2.87e9, Rates.flops(CASE), 0.005e9);
    }

    @Test
    void aRowHasMediansSpeedUpRateAndShareOfPeak() {
        String text = text();
        String row =
                "| MiniLM | 1 | 1 × 128 | 114.76 (57.38–143.45) | 50.00 (40.00–60.00) | – | 0.52 × | – | 25.0 | 25 % |";
        assertTrue(text.contains(row), text);
        assertTrue(text.contains("FMA peak, 1 thread: 100.0 GFLOP/s."), text);
    }

    @Test
    void targetsAreMetMissedOrNotMeasured() {
        add(1, 10e6, 11e6, NANOS_AT_ONE_GIGAFLOP / 10e6 * 1e9 / 0.5);
        String table = new Targets(all).table();
        assertTrue(table.contains("| 1 × 128, 1 thread: share of the FMA peak | ≥ 88.0 % | 50.0 % | missed |"), table);
        assertTrue(
                table.contains("| 1 × 128, 1 thread: speed-up over ONNX Runtime | ≥ 1.08 × | 1.10 × | met |"), table);
        assertTrue(
                table.contains("| 1 × 128, 2 threads: speed-up over ONNX Runtime | ≥ 1.25 × | – | not measured |"),
                table);
    }

    @Test
    void weightsInTwoBytesStandBesideThoseInFour() {
        Case halves = Cases.BF16.getFirst();
        all.add(
                new Turn(halves, 2, 1),
                List.of(new Sample("time.attar", 3e6), new Sample("time.bf16", 2e6), new Sample("cosine", 0.99991)));
        String text = new Report(all, new About("2026-01-02", "A machine.", "0badc0de", false)).text();
        assertTrue(text.contains("| 2 | 1 × 8 | 3.00 (3.00–3.00) | 2.00 (2.00–2.00) | 1.50 × | 0.999910 |"), text);
        assertTrue(text.contains("speed-up of weights as bf16 over fp32 | ≥ 1.40 × | 1.50 × | met |"), text);
    }

    @Test
    void aGroupThatWasNotMeasuredHasNoTable() {
        String text = text();
        assertTrue(text.contains("### Sequences of one length"), text);
        assertFalse(text.contains("### Process start"), text);
    }

    @Test
    void thePlotHasABarForEachRatio() {
        all.add(
                new Turn(CASE, 2, 1),
                List.of(
                        new Sample("time.attar", 10),
                        new Sample("time.onnxruntime", 15),
                        new Sample("time.pytorch", 25)));
        String svg = new SpeedUpPlot(all, "2026-01-02, a machine").svg();
        assertTrue(svg.contains(">2026-01-02, a machine</text>"), svg);
        // One and a half times as fast is as long as from 1 to 1.5 on any other bar: log2(1.5) of the way from 1 to 2.
        assertTrue(svg.contains("width=\"143\" height=\"12\"/><text class=\"small\" x=\"357\""), svg);
        assertTrue(svg.contains(">1.50</text>") && svg.contains(">2.50</text>"), svg);
        assertTrue(svg.contains("MiniLM, 1 × 128 tokens") && svg.contains("prefers-color-scheme: dark"), svg);
        assertEquals(1, svg.split("MiniLM").length - 1);
    }
}
