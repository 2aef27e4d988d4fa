package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.Trial;
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
        Trial trial = Trial.sentence(SEED, 3);
        try (CompiledTrial compiled = new CompiledTrial(trial);
                var model = compiled.open()) {
            var batch = CompiledTrial.batch(trial.tokens(), model.plan().inputNumber("segments") >= 0);
            int head = trial.outputs().indexOf("head");
            Matrix before = model.run(batch, head);
            model.warmUp();
            Matrix after = model.run(batch, head);
            assertEquals(before.rows(), after.rows());
            SameBits.check(before.values(), after.values(), "after the warm-up");
        }
    }
}
