package dev.attar.examples.benchmarks.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CasesTest {
    @Test
    void everyNameIsOneCase() {
        for (Case of : Cases.ALL) {
            assertEquals(List.of(of), Cases.named(of.name()));
        }
    }

    @Test
    void aGroupIsItsCases() {
        assertEquals(Cases.LONG, Cases.named("long"));
        assertEquals(List.of(), Cases.named("1x7"));
    }
}
