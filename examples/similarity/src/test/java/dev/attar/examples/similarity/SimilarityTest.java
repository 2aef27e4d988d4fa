package dev.attar.examples.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Matrix;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    @Test
    void eachExampleIsNearestToTheOneItWasWrittenFor() {
        try (Encoder encoder = Encoder.load(Path.of(System.getProperty("model")))) {
            Table table = new Table(Similarity.EXAMPLES, encoder.embed(Similarity.EXAMPLES));
            for (int i = 0; i < Similarity.EXAMPLES.size(); i++) {
                assertEquals(i ^ 1, table.nearest(i), Similarity.EXAMPLES.get(i));
                assertEquals(1.0, table.cosine(i, i), 1e-6, Similarity.EXAMPLES.get(i));
            }
        }
    }

    @Test
    void theTableIsAlignedAndMarksTheNearest() {
        Matrix vectors = new Matrix(3, 2, new float[] {1, 0, 0.6f, 0.8f, 0, -1});
        String table = new Table(List.of("one", "two  words", "x".repeat(99)), vectors).print();

        List<String> lines = table.lines().toList();
        String name = "x".repeat(51) + "…";
        assertEquals(" ".repeat(56) + "     1      2      3 ", lines.get(0));
        assertEquals("  1 one" + " ".repeat(49) + "  1.00  [0.60]  0.00 ", lines.get(1));
        assertEquals("  2 two words" + " ".repeat(43) + " [0.60]  1.00  -0.80 ", lines.get(2));
        assertEquals("  3 " + name + " [0.00] -0.80   1.00 ", lines.get(3));
        assertTrue(table.endsWith(System.lineSeparator()));
    }

    @Test
    void oneSentenceHasNoNearest() {
        Table table = new Table(List.of("alone"), new Matrix(1, 2, new float[] {1, 0}));
        assertEquals(-1, table.nearest(0));
        assertEquals("  1 alone  1.00 ", table.print().lines().toList().get(1));
    }
}
