package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.loops.Storage;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rounded weights cost: nothing that a search by similarity would notice. */
class RoundedWeightsTest {
    @ParameterizedTest
    @CsvSource({"bf16,0.9999", "int8,0.998"})
    void embeddingsPointWhereThoseInFp32Point(String weightsAs, double leastCosine) {
        PublishedModel model = PublishedModel.miniLm();
        Options options = Options.defaults();
        Width width = WidthChoice.of(options).width();
        try (Tokenizer tokenizer = model.openTokenizer();
                Session full = model.open(options, width);
                Session rounded =
                        model.storedAs(Storage.named(weightsAs).orElseThrow()).open(options, width)) {
            List<int[]> sentences = Sentences.all(tokenizer);
            Matrix expected = full.run(Batch.of(sentences), Outputs.HEAD);
            Matrix found = rounded.run(Batch.of(sentences), Outputs.HEAD);
            double smallest = 1;
            boolean anyDiffers = false;
            for (int i = 0; i < sentences.size(); i++) {
                double cosine = cosine(expected.row(i), found.row(i));
                anyDiffers |= cosine < 1 - 1e-7;
                smallest = Math.min(smallest, cosine);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s with weights in %s, %d sequences: smallest cosine to fp32 %.6f%n",
                    model.name(),
                    weightsAs,
                    sentences.size(),
                    smallest);
            assertTrue(smallest >= leastCosine, "smallest cosine " + smallest);
            assertTrue(anyDiffers, "nothing was rounded");
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(squaresOfA * squaresOfB);
    }
}
