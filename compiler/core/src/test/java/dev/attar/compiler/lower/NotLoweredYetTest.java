package dev.attar.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.AttentionSpecArbitraries;
import dev.attar.compiler.fixture.ComposedSpecArbitraries;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.model.ModelGraph;
import java.io.IOException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** A spec has loops or is refused by name; it never fails in another way. */
class NotLoweredYetTest {
    @Property(tries = 60)
    @Domain(ComposedSpecArbitraries.class)
    void whatIsComposedIsLoweredOrRefused(@ForAll ModelSpec spec) {
        ModelGraph fused = Compiler.fuse(Compiler.model(spec));
        try {
            Compiler.lower(fused, Element.FP32);
        } catch (NotLoweredYet refused) {
            assertTrue(refused.getMessage().startsWith("Composed cannot be compiled yet: there is no code for "));
        }
    }

    @Property(tries = 30)
    @Domain(SpecArbitraries.class)
    @Domain(AttentionSpecArbitraries.class)
    void whatIsSaidToHaveCodeIsNotRefused(@ForAll ModelSpec spec) {
        assertDoesNotThrow(() -> Compiler.lower(Compiler.fuse(Compiler.model(spec)), Element.FP32));
    }

    @Example
    void theOperationIsNamed() throws IOException {
        ModelSpec spec = Compiler.check(Corpus.source(Corpus.EXAMPLES.resolve("modernbert-base.attar")));
        NotLoweredYet refused = assertThrows(
                NotLoweredYet.class, () -> Compiler.lower(Compiler.fuse(Compiler.model(spec)), Element.FP32));
        assertTrue(refused.getMessage().contains("no code for banded attention"), refused.getMessage());
    }
}
