package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer depends on the sentence alone: not on its batch, the threads or the vectors. With real weights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameBitsTest {
    private static final PublishedModel MODEL = PublishedModel.miniLm();
    private static final Width BEST = WidthChoice.of(Options.defaults()).width();

    private List<int[]> sentences;

    @BeforeAll
    void encode() {
        try (Tokenizer tokenizer = MODEL.openTokenizer()) {
            sentences = Sentences.all(tokenizer);
        }
    }

    /** Wider vectors than the machine has would be emulated, very slowly. */
    static List<Width> narrowerWidths() {
        return Arrays.stream(Width.values())
                .filter(width -> width.lanes() < BEST.lanes())
                .toList();
    }

    @Test
    void alone_inOneBatchOfAll_andOnSeveralThreads() {
        Batch all = Batch.of(sentences);
        try (Session one = MODEL.open(Options.defaults().withThreads(1), BEST);
                Session three = MODEL.open(Options.defaults().withThreads(3), BEST)) {
            Matrix hidden = one.run(all, Outputs.HIDDEN);
            Matrix embeddings = one.run(all, Outputs.HEAD);
            assertSameBits(embeddings.values(), three.run(all, Outputs.HEAD).values());
            for (int i = 0; i < sentences.size(); i++) {
                Batch alone = Batch.of(sentences.get(i));
                int from = all.start(i) * hidden.columns();
                int to = from + all.length(i) * hidden.columns();
                assertSameBits(
                        Arrays.copyOfRange(hidden.values(), from, to),
                        one.run(alone, Outputs.HIDDEN).values());
                assertSameBits(embeddings.row(i), three.run(alone, Outputs.HEAD).values());
            }
        }
    }

    @Test
    void inABatchTheOtherWayRound() {
        List<int[]> some = sentences.stream().filter(ids -> ids.length < 20).toList();
        try (Session session = MODEL.open(Options.defaults(), BEST)) {
            Matrix forth = session.run(Batch.of(some), Outputs.HEAD);
            Matrix back = session.run(Batch.of(some.reversed()), Outputs.HEAD);
            for (int i = 0; i < some.size(); i++) {
                assertSameBits(forth.row(i), back.row(some.size() - 1 - i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("narrowerWidths")
    void inEveryWidthOfVectors(Width width) {
        Batch batch = Batch.of(Sentences.ofLengths(sentences, 3, 5, 10, 17, 33, 63));
        try (Session best = MODEL.open(Options.defaults(), BEST);
                Session narrow = MODEL.open(Options.defaults(), width)) {
            assertEquals(width.lanes(), narrow.plan().lanes());
            assertSameBits(
                    best.run(batch, Outputs.HIDDEN).values(),
                    narrow.run(batch, Outputs.HIDDEN).values());
            assertSameBits(
                    best.run(batch, Outputs.HEAD).values(),
                    narrow.run(batch, Outputs.HEAD).values());
        }
    }

    private static void assertSameBits(float[] expected, float[] found) {
        // Of bits, not of numbers: 0 and -0 differ.
        assertArrayEquals(bits(expected), bits(found));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
