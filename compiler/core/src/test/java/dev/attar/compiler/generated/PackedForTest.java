package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.loops.Storage;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.LayoutKey;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that were packed for one width, under programs of all widths. */
class PackedForTest {
    private static final String HEAD = "head";

    @TempDir
    private Path folder;

    /** Or vectors could not take over from plain code, as the runtime packs for them before it has seen them. */
    @Test
    void plainCodeAndVectorsDifferInThePanelsThatTheRuntimeKnowsOf() throws IOException {
        try (CompiledTrial compiled = new CompiledTrial(Trial.sentence(3, 2))) {
            ProgramPlan plain = compiled.program(Width.SCALAR).plan();
            for (Width width : Width.values()) {
                ProgramPlan plan = compiled.program(width).plan();
                assertEquals(width == Width.LANES_8 ? 1 : 0, plan.narrowPanels(), width.toString());
                assertEquals(
                        plain.withPanels(plan.narrowPanels() == 1 ? 8 : 16).slots(), plan.slots(), width.toString());
            }
        }
    }

    @Test
    void integersLieInOneWayForAllWidths() throws IOException {
        try (CompiledTrial compiled = new CompiledTrial(Trial.sentence(3, 2), Storage.INT8)) {
            LayoutKey plain = LayoutKey.of(compiled.program(Width.SCALAR).plan());
            for (Width width : Width.values())
                assertEquals(plain, LayoutKey.of(compiled.program(width).plan()), width.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "int8"})
    void aFileServesEveryWidthWhateverItIsPackedFor(String weightsAs) throws IOException {
        Trial trial = Trial.sentence(3, 2);
        try (CompiledTrial compiled =
                new CompiledTrial(trial, Storage.named(weightsAs).orElseThrow())) {
            Matrix expected = compiled.run(Width.SCALAR, trial.tokens(), HEAD);
            for (Width packedFor : Width.values()) {
                Path file = compiled.pack(packedFor, folder.resolve(packedFor + ".packed"));
                for (Width width : Width.values()) {
                    try (Session session = compiled.open(width, file)) {
                        Matrix found = compiled.run(session, trial.tokens(), HEAD);
                        SameBits.check(expected.values(), found.values(), "packed for " + packedFor + ", by " + width);
                    }
                }
                try (Session session = compiled.open(file)) {
                    Matrix first = compiled.run(session, trial.tokens(), HEAD);
                    SameBits.check(expected.values(), first.values(), "packed for " + packedFor + ", a first call");
                    assertTrue(first.rows() > 0);
                }
            }
        }
    }
}
