package dev.attar.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.AttentionSpecArbitraries;
import dev.attar.compiler.fixture.ComposedSpecArbitraries;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.loops.Storage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Whatever the language can say has loops, which the verifiers of every stage accept. */
class EverySpecIsLoweredTest {
    @Property(tries = 100)
    @Domain(ComposedSpecArbitraries.class)
    @Domain(SpecArbitraries.class)
    @Domain(AttentionSpecArbitraries.class)
    void aSpecHasLoops(@ForAll ModelSpec spec) {
        assertDoesNotThrow(() -> Compiler.lower(Compiler.fuse(Compiler.model(spec)), Storage.FP32));
    }
}
