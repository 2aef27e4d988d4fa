package dev.attar.examples.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixedSentencesTest {
    @Test
    void sixtyFourDifferentSentencesOfFiveTo250Tokens() throws IOException {
        assertEquals(64, new HashSet<>(MixedSentences.texts()).size());
        List<int[]> ids = MixedSentences.ids();
        assertEquals(64, ids.size());
        IntSummaryStatistics lengths =
                ids.stream().mapToInt(sentence -> sentence.length).summaryStatistics();
        assertEquals(5, lengths.getMin());
        assertTrue(lengths.getMax() > 200 && lengths.getMax() <= 250, lengths.toString());
    }
}
