package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A model that was compiled for other widths than this machine's runs on it, with the same bits. */
class FewWidthsTest {
    private static final int[] IDS = {1, 7, 3, 9, 2};
    private static final Logger LOG = Logger.getLogger("dev.attar.runtime");

    private static GeneratedClasses compiled(String name, Set<Width> widths) {
        Source source = source(name);
        return GeneratedClasses.compile(emitted(source, widths));
    }

    private static Emitted emitted(Source source, Set<Width> widths) {
        return Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                CompileOptions.defaults().withWidths(widths));
    }

    private static Source source(String name) {
        return Source.of(name + ".attar", """
            model %s {
                vocabulary 11   context 9   width 20
                embedding { positions learned   norm layer }
                encoder depth 2 {
                    attention   { heads 2 }
                    feedforward { width 36   activation gelu }
                    residual    { norm layer   order post }
                }
                head embed { pool mean   normalize l2 }
            }
            """.formatted(name));
    }

    private static float[] embedded(GeneratedClasses classes, String name, Options options) {
        ModelSpec spec = Compiler.check(source(name));
        Verification random = Verification.withRandomWeights(Compiler.model(spec), 3);
        try (Embedder model = classes.embedder(random.weights(), options)) {
            return model.embed(IDS);
        }
    }

    @Test
    void withoutTheMachinesWidthTheNextNarrowerOneComputesAndOneLineSaysSo() {
        Width suits = WidthChoice.of(Options.defaults()).width();
        assumeTrue(suits != Width.SCALAR, "no vectors here");
        Width narrower = Width.values()[suits.ordinal() + 1];
        GeneratedClasses some = compiled("SomeWidths", EnumSet.of(narrower, Width.SCALAR));
        Messages said = new Messages();
        LOG.addHandler(said);
        try {
            float[] expected =
                    embedded(compiled("SomeWidths", EnumSet.of(suits, Width.SCALAR)), "SomeWidths", Options.defaults());
            assertEquals(List.of(), said.lines);
            SameBits.check(expected, embedded(some, "SomeWidths", Options.defaults()), "other widths");
            embedded(some, "SomeWidths", Options.defaults());
            assertEquals(1, said.lines.size(), said.lines.toString());
            assertTrue(said.lines.getFirst().contains("compile it for width " + suits), said.lines.toString());
        } finally {
            LOG.removeHandler(said);
        }
    }

    @Test
    void aModelWithScalarCodeAloneRunsAnywhere() {
        Options wide = Options.defaults().withWidth(Width.LANES_4);
        SameBits.check(
                embedded(compiled("Scalar", EnumSet.of(Width.LANES_4)), "Scalar", wide),
                embedded(compiled("Scalar", EnumSet.of(Width.SCALAR)), "Scalar", Options.defaults()),
                "scalar alone");
    }

    @Test
    void aWidthThatIsAskedForIsRefusedWhereThereIsNoCodeForIt() {
        GeneratedClasses narrow = compiled("Narrow", EnumSet.of(Width.LANES_4, Width.SCALAR));
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> embedded(narrow, "Narrow", Options.defaults().withWidth(Width.LANES_8)));
        assertTrue(
                refused.getCause().getCause().getMessage().contains("Narrow has no code for width 8"),
                refused.getCause().toString());
    }

    @Test
    void fewerWidthsAreFewerClasses() {
        Set<String> files = emitted(source("Two"), EnumSet.of(Width.LANES_8, Width.SCALAR))
                .files()
                .keySet();
        assertEquals(Set.of("Two.java", "TwoVector8.java", "TwoScalar.java"), Set.copyOf(files));
        assertFalse(emitted(source("Two"), EnumSet.allOf(Width.class))
                .files()
                .get("Two.java")
                .contains("EnumSet"));
    }

    private static final class Messages extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
