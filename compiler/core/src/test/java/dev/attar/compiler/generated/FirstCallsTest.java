package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.runtime.Matrix;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a model answers before its vectors are compiled, and after. */
class FirstCallsTest {
    private static final long SEED = 7;

    @Test
    @Timeout(120)
    void answersAreTheSameBeforeVectorsAreReadyAndAfter() throws IOException {
        var source = Corpus.source(Corpus.ROOT.resolve("compiler/core/src/test/golden/post-norm-embed/model.attar"));
        ModelSpec spec = Compiler.check(source);
        Trial trial = new Trial(spec, RandomTokens.of(Compiler.model(spec).limits(), SEED, 3), SEED);
        GeneratedClasses classes =
                GeneratedClasses.compile(Compiler.compile(spec, new Origin("model.attar", "00000000"), ""));
        try (CompiledTrial compiled = new CompiledTrial(trial, classes);
                var model = compiled.open()) {
            var batch =
                    CompiledTrial.batch(trial.tokens(), model.plan().limits().segments() > 0);
            int head = trial.outputs().indexOf("head");
            Matrix before = model.run(batch, head);
            model.warmUp();
            Matrix after = model.run(batch, head);
            assertEquals(before.rows(), after.rows());
            SameBits.check(before.values(), after.values(), "after the warm-up");
        }
    }
}
