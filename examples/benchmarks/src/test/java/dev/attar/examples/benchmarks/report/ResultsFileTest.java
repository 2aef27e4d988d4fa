package dev.attar.examples.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.cases.Turn;
import dev.attar.examples.benchmarks.measure.Sample;
import dev.attar.examples.benchmarks.report.Report.About;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsFileTest {
    private static Report report(String date, String code, double speedUp) {
        Measurements all = new Measurements();
        all.add(
                new Turn(Cases.named("1x8").getFirst(), 2, 1),
                List.of(new Sample("time.attar", 10), new Sample("time.onnxruntime", 10 * speedUp)));
        return new Report(all, new About(date, "A machine.", code, false));
    }

    private static List<String> after(List<String> old, Report report) {
        return ResultsFile.text(old, report).lines().toList();
    }

    private static List<String> shortLines(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("In short, ") || line.startsWith("- "))
                .map(line -> line.replace(": speed-up over ONNX Runtime on 2 threads", ""))
                .toList();
    }

    @Test
    void theNewestIsWholeAndOfEachEarlierOneALineStays() {
        List<String> first = after(List.of("# Results"), report("2026-01-01", "aaaa", 1.5));
        List<String> second = after(first, report("2026-01-02", "bbbb", 2));
        List<String> third = after(second, report("2026-01-03", "cccc", 3));
        assertEquals(List.of("In short, 2026-01-01, code aaaa: 1 × 8 1.50."), shortLines(first));
        assertEquals(
                List.of(
                        "In short, 2026-01-03, code cccc: 1 × 8 3.00.",
                        "- 2026-01-02, code bbbb: 1 × 8 2.00.",
                        "- 2026-01-01, code aaaa: 1 × 8 1.50."),
                shortLines(third));
        assertEquals(1, third.stream().filter("### Targets"::equals).count());
    }

    @Test
    void onlyWhatIsMultipliedHasACross() {
        assertEquals("32 × 128", Report.readable("32x128"));
        assertEquals("mixed, padded", Report.readable("mixed, padded"));
    }

    @Test
    void moreMeasurementsOfTheSameCodeOnTheSameDayTakeThePlaceOfFewer() {
        List<String> first = after(List.of(), report("2026-01-01", "aaaa", 1.5));
        assertEquals(
                List.of("In short, 2026-01-01, code aaaa: 1 × 8 1.60."),
                shortLines(after(first, report("2026-01-01", "aaaa", 1.6))));
    }
}
