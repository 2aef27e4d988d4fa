package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.AttentionSpecArbitraries;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.RoundedProducts;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.StrictJavac;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;

/**
 * Random specs, random weights, random ragged batches, compiled by javac and run in four widths.
 */
@Domain(SpecArbitraries.class)
@Domain(AttentionSpecArbitraries.class)
class GeneratedCodeProperties {
    @Property(tries = 14, shrinking = ShrinkingMode.BOUNDED)
    void agreesWithTheReferenceAndAllWidthsGiveTheSameBits(@ForAll Trial trial) {
        try (CompiledTrial compiled = new CompiledTrial(trial)) {
            for (String output : trial.outputs()) {
                Matrix scalar = compiled.run(Width.SCALAR, trial.tokens(), output);
                Expectation.Comparison worst = compiled.expectation(output).compare(SameBits.rows(scalar));
                assertTrue(worst.agrees(), () -> output + ": " + worst);
                for (Width width : Width.values()) {
                    Matrix wide = compiled.run(width, trial.tokens(), output);
                    SameBits.check(scalar.values(), wide.values(), output + " at width " + width);
                }
            }
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.BOUNDED)
    void bfloat16WeightsGiveTheBitsOfRoundedWeightsInAllWidths(@ForAll Trial trial) {
        givesTheBitsOfRoundedWeights(trial, Storage.BF16);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.BOUNDED)
    void int8WeightsGiveTheBitsOfRoundedWeightsInAllWidths(@ForAll Trial trial) {
        givesTheBitsOfRoundedWeights(trial, Storage.INT8);
    }

    private static void givesTheBitsOfRoundedWeights(Trial trial, Storage storage) {
        RoundedProducts rounded = RoundedProducts.of(
                Compiler.lower(Compiler.fuse(trial.model()), Storage.FP32), trial.weights(), storage);
        try (CompiledTrial small = new CompiledTrial(trial, storage);
                CompiledTrial full = new CompiledTrial(trial, classes(trial, Storage.FP32), rounded::values)) {
            for (String output : trial.outputs()) {
                Matrix scalar = small.run(Width.SCALAR, trial.tokens(), output);
                Expectation.Comparison worst =
                        small.expectation(output, storage).compare(SameBits.rows(scalar));
                assertTrue(worst.agrees(), () -> output + ": " + worst);
                for (Width width : Width.values()) {
                    Matrix wide = small.run(width, trial.tokens(), output);
                    SameBits.check(scalar.values(), wide.values(), output + " at width " + width);
                }
                if (rounded.tied()) continue; // in fp32 the table would be rounded where tokens are looked up, too
                Matrix before = full.run(Width.SCALAR, trial.tokens(), output);
                SameBits.check(before.values(), scalar.values(), output + " of weights rounded before");
            }
        }
    }

    private static GeneratedClasses classes(Trial trial, Storage weightsAs) {
        Origin origin = new Origin("random.attar", "00000000");
        return GeneratedClasses.compile(Compiler.compile(
                trial.spec(),
                origin,
                CompileOptions.defaults().inPackage("random").withWeightsAs(weightsAs)));
    }

    @Property(tries = 5, shrinking = ShrinkingMode.BOUNDED)
    void javacHasNoComplaintAndNothingIsUnused(@ForAll ModelSpec spec, @ForAll Storage weightsAs) throws IOException {
        StrictJavac said = StrictJavac.check(Compiler.compile(
                spec,
                new Origin("random.attar", "00000000"),
                CompileOptions.defaults().inPackage("random").withWeightsAs(weightsAs)));
        assertEquals(List.of(), said.complaints());
        assertEquals(List.of(), said.unused());
    }

    @Property(tries = 7, shrinking = ShrinkingMode.BOUNDED)
    void aSequenceGivesTheSameBitsAloneInAnyPlaceAndOnAnyNumberOfThreads(@ForAll Trial trial) {
        Random random = new Random(trial.seed());
        try (CompiledTrial compiled = new CompiledTrial(trial)) {
            Width width = Width.values()[random.nextInt(Width.values().length)];
            Tokens tokens = trial.tokens();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < tokens.sequences().size(); i++) order.add(i);
            Collections.shuffle(order, random);
            Tokens shuffled = tokens.select(order);
            for (String output : trial.outputs()) {
                List<float[]> whole = BySequence.of(output, compiled.run(width, tokens, output), tokens);
                List<float[]> permuted = BySequence.of(output, compiled.run(width, shuffled, output), shuffled);
                List<float[]> threaded = BySequence.of(output, compiled.run(width, tokens, output, 3), tokens);
                for (int i = 0; i < tokens.sequences().size(); i++) {
                    float[] expected = whole.get(i);
                    SameBits.check(expected, permuted.get(order.indexOf(i)), output + " in another order");
                    SameBits.check(expected, threaded.get(i), output + " on three threads");
                    Tokens alone = tokens.select(List.of(i));
                    SameBits.check(
                            expected, compiled.run(width, alone, output).values(), output + " of a sequence alone");
                }
            }
        }
    }
}
