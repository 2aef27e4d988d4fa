package dev.attar.examples.benchmarks.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.source.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The models that a device is checked with are models; most of them are decoders, which keep something. */
class SmallModelsTest {
    @Test
    void allAreAccepted() {
        Map<String, String> all = SmallModels.all();
        long decoders = all.values().stream()
                .filter(spec -> Compiler.model(Compiler.check(Source.of("small.attar", spec)))
                                .entryPoints()
                                .size()
                        > 1)
                .count();
        assertEquals(8, all.size());
        assertTrue(decoders >= 6, () -> decoders + " decoders");
    }
}
