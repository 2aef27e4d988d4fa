package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A step allocates nothing: what it needs is there from the steps before. In plain code, as vectors are objects until they are compiled. */
class StepAllocationTest {
    private static final int STEPS = 200;

    @Test
    void stepsOfSeveralSequencesAllocateNothing() throws IOException {
        ModelSpec spec = Compiler.check(
                Corpus.source(Corpus.ROOT.resolve("compiler/core/src/test/resources/families/mistral-window.attar")));
        Trial trial = new Trial(spec, RandomTokens.of(Compiler.model(spec).limits(), 3, 1), 5);
        try (CompiledTrial compiled = new CompiledTrial(trial);
                Session session = compiled.open(Width.SCALAR, 1)) {
            LanguageModel model = Decoders.languageModel(session);
            DecoderBatch batch = new DecoderBatch();
            try (Sequence one = model.begin();
                    Sequence other = model.begin();
                    Sequence scored = model.begin()) {
                int[] prompt = {3, 1, 4, 1, 5};
                for (Sequence sequence : new Sequence[] {one, other, scored}) {
                    batch.clear();
                    batch.add(sequence, prompt, Logits.NONE);
                    model.extend(batch);
                }
                Runnable step = () -> {
                    batch.clear();
                    batch.add(one, 7);
                    batch.add(other, prompt, 0, 1, Logits.NONE);
                    batch.add(scored, prompt, 0, 3, Logits.ALL);
                    model.extend(batch);
                    one.truncate(5);
                    other.truncate(5);
                    scored.truncate(5);
                };
                long bytes = allocated(step) / STEPS;
                assertTrue(bytes < 8, "a step allocates " + bytes + " bytes");
            }
        }
    }

    private static long allocated(Runnable step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < STEPS; i++) step.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < STEPS; i++) step.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
