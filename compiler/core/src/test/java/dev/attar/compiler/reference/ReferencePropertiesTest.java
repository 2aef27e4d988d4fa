package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Laws that every model fulfils, whatever its spec, its weights and its tokens. */
@Domain(SpecArbitraries.class)
@Domain(DomainContext.Global.class)
class ReferencePropertiesTest {
    @Property
    void aSequenceAloneIsTheSameAsInItsBatch(@ForAll Trial trial) {
        double[][] hidden = trial.reference("hidden");
        int[] starts = trial.tokens().starts();
        for (int s = 0; s + 1 < starts.length; s++) {
            Trial alone = trial.with(Tokens.of(trial.tokens().sequences().get(s)));
            double[][] own = Arrays.copyOfRange(hidden, starts[s], starts[s + 1]);
            assertArrayEquals(own, alone.reference("hidden"), "sequence " + s);
        }
    }

    @Property
    void permutedSequencesGivePermutedResults(@ForAll Trial trial, @ForAll Random random) {
        List<Integer> order = shuffled(trial.tokens().sequences().size(), random);
        List<Tokens.Sequence> permuted =
                order.stream().map(s -> trial.tokens().sequences().get(s)).toList();
        List<double[][]> before = rowsOfSequences(trial.tokens(), trial.reference("head"));
        List<double[][]> after = rowsOfSequences(
                new Tokens(permuted), trial.with(new Tokens(permuted)).reference("head"));
        for (int s = 0; s < order.size(); s++) assertArrayEquals(before.get(order.get(s)), after.get(s));
    }

    /** The sums of attention come in another order then, so this holds up to the rounding of doubles. */
    @Property
    void withoutPositionsPermutedTokensGivePermutedRows(@ForAll Trial drawn, @ForAll Random random) {
        Trial trial = new Trial(withoutPositions(drawn.spec()), drawn.tokens(), drawn.seed());
        Tokens.Sequence sequence = trial.tokens().sequences().getFirst();
        List<Integer> order = shuffled(sequence.length(), random);
        Tokens.Sequence permuted = new Tokens.Sequence(
                order.stream().map(sequence.ids()::get).toList(),
                order.stream().map(sequence.segments()::get).toList());
        Expectation before = inDouble(trial.with(Tokens.of(sequence)));
        Expectation after = inDouble(trial.with(Tokens.of(permuted)));
        for (int t = 0; t < order.size(); t++)
            for (int c = 0; c < trial.spec().width(); c++) {
                int from = order.get(t);
                double allowed = before.tolerance()[from][c] + after.tolerance()[t][c];
                assertEquals(before.rows()[from][c], after.rows()[t][c], allowed);
            }
    }

    /** Otherwise the law above would hold for models that look at nothing. */
    @Property
    void withPositionsPermutedTokensMatter(@ForAll Trial trial) {
        Tokens.Sequence sequence = trial.tokens().sequences().getFirst();
        Assume.that(!(trial.spec().embedding().positions() instanceof Positions.None));
        Assume.that(trial.spec().width() > 4 && trial.spec().embeddingWidth() > 4);
        Assume.that(sequence.ids().stream().distinct().count() > 1);
        Tokens.Sequence reversed = new Tokens.Sequence(
                sequence.ids().reversed(), sequence.segments().reversed());
        Assume.that(!reversed.ids().equals(sequence.ids()));
        double[][] forwards = trial.with(Tokens.of(sequence)).reference("hidden");
        double[][] backwards = trial.with(Tokens.of(reversed)).reference("hidden");
        int last = sequence.length() - 1;
        double largest = 0;
        for (int t = 0; t <= last; t++)
            for (int c = 0; c < forwards[t].length; c++)
                largest = Math.max(largest, Math.abs(forwards[t][c] - backwards[last - t][c]));
        assertTrue(largest > 1e-6, "positions change nothing");
    }

    @Property
    void everyOutputIsFiniteAndHasItsShape(@ForAll Trial trial) {
        Map<String, double[][]> outputs = Reference.outputs(trial.model(), trial.parameters(), trial.tokens());
        assertEquals(outputs(trial.spec().head()), List.copyOf(outputs.keySet()));
        assertEquals(trial.tokens().tokenCount(), outputs.get("hidden").length);
        assertEquals(headRows(trial), outputs.get("head").length);
        outputs.forEach((name, rows) -> {
            for (double[] row : rows)
                for (double x : row) assertTrue(Math.abs(x) < 1000, name + " holds " + x + ", which is not sane");
        });
    }

    private static List<String> outputs(ModelSpec.Head head) {
        return head instanceof ModelSpec.Head.Embed embed && embed.normalize()
                ? List.of("hidden", "unnormalized", "head")
                : List.of("hidden", "head");
    }

    private static int headRows(Trial trial) {
        return switch (trial.spec().head()) {
            case ModelSpec.Head.Embed _, ModelSpec.Head.Classify _ ->
                trial.tokens().sequences().size();
            case ModelSpec.Head.Tokens _,
                    ModelSpec.Head.Span _,
                    ModelSpec.Head.MaskedLanguageModel _,
                    ModelSpec.Head.Generate _ -> trial.tokens().tokenCount();
        };
    }

    private static Expectation inDouble(Trial trial) {
        return Expectation.of(trial.model(), trial.parameters(), trial.tokens(), "hidden", Rounding.DOUBLE);
    }

    private static ModelSpec withoutPositions(ModelSpec spec) {
        ModelSpec.Embedding old = spec.embedding();
        var embedding = new ModelSpec.Embedding(new Positions.None(), old.segments(), old.norm(), old.dropout());
        return new ModelSpec(
                spec.name(),
                spec.vocabulary(),
                spec.context(),
                spec.width(),
                embedding,
                spec.encoder(),
                spec.head(),
                spec.train());
    }

    /** The rows of each sequence, where there is a row for each token or for each sequence. */
    private static List<double[][]> rowsOfSequences(Tokens tokens, double[][] rows) {
        int[] starts = tokens.starts();
        boolean byToken = rows.length == tokens.tokenCount();
        List<double[][]> split = new ArrayList<>();
        for (int s = 0; s + 1 < starts.length; s++)
            split.add(byToken ? Arrays.copyOfRange(rows, starts[s], starts[s + 1]) : new double[][] {rows[s]});
        return split;
    }

    private static List<Integer> shuffled(int count, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) order.add(i);
        Collections.shuffle(order, random);
        return order;
    }
}
