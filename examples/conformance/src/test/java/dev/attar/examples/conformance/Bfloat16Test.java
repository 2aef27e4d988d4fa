package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.loops.Element;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What weights of 8 bits of precision cost: nothing that a search by similarity would notice. */
class Bfloat16Test {
    private static final double COSINE = 0.9999;

    @Test
    void embeddingsPointWhereThoseInFp32Point() {
        PublishedModel model = PublishedModel.miniLm();
        Options options = Options.defaults();
        Width width = WidthChoice.of(options).width();
        try (Tokenizer tokenizer = model.openTokenizer();
                Session full = model.open(options, width);
                Session half = model.storedAs(Element.BF16).open(options, width)) {
            List<int[]> sentences = Sentences.all(tokenizer);
            Matrix expected = full.run(Batch.of(sentences), Outputs.HEAD);
            Matrix found = half.run(Batch.of(sentences), Outputs.HEAD);
            double smallest = 1;
            boolean anyDiffers = false;
            for (int i = 0; i < sentences.size(); i++) {
                double cosine = cosine(expected.row(i), found.row(i));
                anyDiffers |= cosine < 1 - 1e-7;
                smallest = Math.min(smallest, cosine);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s with weights in bfloat16, %d sequences: smallest cosine to fp32 %.6f%n",
                    model.name(),
                    sentences.size(),
                    smallest);
            assertTrue(smallest >= COSINE, "smallest cosine " + smallest);
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
