package dev.attar.examples.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.cases.Turn;
import dev.attar.examples.benchmarks.measure.Sample;
import dev.attar.examples.benchmarks.model.DecoderShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderTablesTest {
    private final Measurements all = new Measurements();

    private void add(String name, Sample... samples) {
        all.add(new Turn(Cases.named(name).getFirst(), 2, 1), List.of(samples));
    }

    @Test
    void parametersAreThoseOfTheModels() {
        assertEquals(124_439_808L, parameters(DecoderShape.GPT2));
        assertEquals(134_515_008L, parameters(DecoderShape.LLAMA));
    }

    private static long parameters(DecoderShape shape) {
        return shape.parameters().values().stream()
                .mapToLong(sizes -> sizes.length == 1 ? sizes[0] : sizes[0] * sizes[1])
                .sum();
    }

    @Test
    void aStepStandsBesideWhatMemoryAllows() {
        Case of = Cases.named("decode-gpt2").getFirst();
        double bytes = DecoderRates.bytes(of);
        add(
                "decode-gpt2",
                new Sample("bandwidth", bytes * 100), // 10 ms a step
                new Sample("time.attar", 12.5e6),
                new Sample("time.onnxruntime", 25e6),
                new Sample("allocated", 3));
        String row =
                "| Gpt2 | fp32 | 1 | 32 | 12.50 (12.50–12.50) | 80.0 | 80 % | – | 25.00 (25.00–25.00) | 2.00 × | 3 |";
        String text = new DecoderTables(all).steps();
        assertTrue(text.contains(row), text);
        String targets = new Targets(all).table();
        assertTrue(targets.contains("| Gpt2 in fp32: of what memory allows | ≥ 85.0 % | 80.0 % | missed |"), targets);
        assertTrue(targets.contains("| Gpt2 in fp32: speed-up over ONNX Runtime | ≥ 1.20 × | 2.00 × | met |"), targets);
    }

    @Test
    void conversationsTogetherStandBesideOne() {
        add("decode-llama-x16", new Sample("time.attar", 20e6), new Sample("alone.attar", 10e6));
        String targets = new Targets(all).table();
        assertTrue(
                targets.contains("16 conversations: tokens per second over one | ≥ 6.00 × | 8.00 × | met |"), targets);
    }
}
