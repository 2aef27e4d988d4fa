package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.text.Tokenizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What others have published of all-MiniLM-L6-v2, to as many digits as they gave. */
class PublishedValuesTest {
    @Test
    void helloWorld() {
        check(
                "hello world",
                new int[] {101, 7592, 2088, 102},
                new float[] {-0.0344773f, 0.0310232f, 0.0067350f, 0.0261089f, -0.0393621f, -0.1603025f},
                2e-7f);
    }

    @Test
    void anExampleSentence() {
        check(
                "This is an example sentence",
                new int[] {101, 2023, 2003, 2019, 2742, 6251, 102},
                new float[] {0.06765693f, 0.06349593f, 0.04871314f, 0.07930495f, 0.03744806f, 0.00265273f},
                2e-7f);
    }

    private static void check(String text, int[] ids, float[] published, float tolerance) {
        PublishedModel model = PublishedModel.miniLm();
        Options options = Options.defaults();
        try (Tokenizer tokenizer = model.openTokenizer();
                Session session = model.open(options, WidthChoice.of(options).width())) {
            assertArrayEquals(ids, tokenizer.encode(text).ids());
            float[] vector = session.run(Batch.of(ids), Outputs.HEAD).row(0);
            assertArrayEquals(published, Arrays.copyOf(vector, published.length), tolerance);
        }
    }
}
