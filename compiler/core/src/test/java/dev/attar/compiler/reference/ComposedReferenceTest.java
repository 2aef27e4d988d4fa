package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.Checker;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.ComposedSpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Expectation.Comparison;
import dev.attar.compiler.syntax.Parser;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** The reference on specs that compose what many families have. */
class ComposedReferenceTest {
    @Property(tries = 80)
    @Domain(ComposedSpecArbitraries.class)
    void plainFloatArithmeticIsWithin(@ForAll Trial trial) {
        for (String output : trial.outputs()) {
            Comparison worst = Expectation.of(trial.model(), trial.parameters(), trial.tokens(), output)
                    .compare(FloatRun.run(trial.model(), trial.parameters(), trial.tokens(), output));
            assertTrue(worst.agrees(), output + ": " + worst);
        }
    }

    @Property(tries = 50)
    @Domain(ComposedSpecArbitraries.class)
    void fusedItIsTheSame(@ForAll Trial trial) {
        ModelGraph fused = Fuser.fuse(trial.model());
        for (String output : trial.outputs()) {
            double[][] found = Reference.run(fused, trial.parameters(), trial.tokens(), output);
            double[][] expected = trial.reference(output);
            for (int r = 0; r < expected.length; r++) assertArrayEquals(expected[r], found[r], 1e-9);
        }
    }

    @Property(tries = 100)
    @Domain(ComposedSpecArbitraries.class)
    void aSequenceAloneIsThatOfTheBatch(@ForAll Trial trial) {
        double[][] batch = trial.reference("hidden");
        int row = 0;
        for (Tokens.Sequence sequence : trial.tokens().sequences())
            for (double[] alone : trial.with(Tokens.of(sequence)).reference("hidden"))
                assertArrayEquals(alone, batch[row++]);
    }

    /** What a decoder says of a token does not depend on those after it: generating is possible. */
    @Property(tries = 100)
    @Domain(ComposedSpecArbitraries.class)
    void aDecoderDoesNotSeeWhatComesAfter(@ForAll Trial trial) {
        Assume.that(trial.spec().decoder().isPresent());
        Tokens.Sequence all = trial.tokens().sequences().getFirst();
        double[][] whole = trial.with(Tokens.of(all)).reference("hidden");
        int half = (all.length() + 1) / 2;
        var first =
                new Tokens.Sequence(all.ids().subList(0, half), all.segments().subList(0, half));
        double[][] beginning = trial.with(Tokens.of(first)).reference("hidden");
        assertArrayEquals(beginning, Arrays.copyOf(whole, half));
    }

    @Example
    void aTranslatorNeedsASourceForEachTarget() throws IOException {
        ModelSpec spec = Checker.check(Parser.parse(Corpus.source(Corpus.GOOD.resolve("translator.attar"))));
        ModelGraph model = GraphBuilder.build(spec);
        Parameters parameters = RandomWeights.of(model, 7).parameters();
        Tokens targets = Tokens.of(Tokens.Sequence.of(1, 2, 999), Tokens.Sequence.of(3));
        Tokens sources = Tokens.of(Tokens.Sequence.of(799, 5), Tokens.Sequence.of(6, 7, 8, 9));
        Map<String, double[][]> both = Reference.outputs(model, parameters, targets, sources);
        assertEquals(6, both.get("encoder").length);
        assertEquals(4, both.get("head").length);
        Map<String, double[][]> second = Reference.outputs(
                model,
                parameters,
                new Tokens(List.of(targets.sequences().get(1))),
                new Tokens(List.of(sources.sequences().get(1))));
        assertArrayEquals(second.get("head")[0], both.get("head")[3]);
        assertTrue(Expectation.of(model, parameters, targets, sources, "head").tolerance()[3][0] < 1e-3);
        assertThrows(IllegalArgumentException.class, () -> Reference.outputs(model, parameters, targets));
        Tokens one = Tokens.of(Tokens.Sequence.of(5));
        assertThrows(IllegalArgumentException.class, () -> Reference.outputs(model, parameters, targets, one));
        Tokens beyond = Tokens.of(Tokens.Sequence.of(800), Tokens.Sequence.of(5));
        assertThrows(IllegalArgumentException.class, () -> Reference.outputs(model, parameters, targets, beyond));
    }
}
