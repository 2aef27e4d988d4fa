package dev.attar.compiler.gradient;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.reference.Tokens;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Random models as {@link SpecArbitraries} draws them, small enough for one loss for each parameter, with a loss that fits. */
public final class SmallTrials extends DomainContextBase {
    /** A spec, a batch of two or four short sequences, a loss, and the seed of weights and labels. */
    public record Small(ModelSpec spec, Tokens tokens, Loss loss, long seed) {
        TrainingTrial trial() {
            Training training = Training.of(loss, Optimizer.Adam.paper()).withDropout(DropoutRates.of(spec));
            return TrainingTrial.random(Gradient.of(GraphBuilder.build(spec), training), tokens, seed);
        }
    }

    @Provide
    public Arbitrary<Small> trials() {
        Arbitrary<ModelSpec> specs = SpecArbitraries.withGradients().specs().map(SmallTrials::small);
        return specs.flatMap(spec -> Combinators.combine(
                                Arbitraries.longs().between(0, 1_000_000),
                                Arbitraries.of(1, 2),
                                Arbitraries.of(losses(spec)))
                        .as((seed, pairs, loss) -> new Small(
                                spec, RandomTokens.of(GraphBuilder.build(spec).limits(), seed, 2 * pairs), loss, seed)))
                .withoutEdgeCases();
    }

    /** A copy of the spec with narrow rows and a short context. */
    private static ModelSpec small(ModelSpec spec) {
        ModelSpec.Encoder encoder = spec.encoder();
        int heads = encoder.attention().heads();
        int headWidth = 1 + spec.width() / heads % 4;
        int inner = 1 + encoder.feedForward().width() % 9;
        return new ModelSpec(
                spec.name(),
                Math.min(spec.vocabulary(), 12),
                Math.min(spec.context(), 6),
                heads * headWidth,
                spec.embedding(),
                new ModelSpec.Encoder(
                        encoder.depth(),
                        encoder.attention(),
                        new FeedForward(inner, encoder.feedForward().activation()),
                        encoder.residual(),
                        encoder.norm()),
                spec.head(),
                spec.train());
    }

    private static List<Loss> losses(ModelSpec spec) {
        List<Double> noWeights = List.of();
        return switch (spec.head()) {
            case ModelSpec.Head.Embed _ -> List.of(new Loss.InBatchNegatives(20), new Loss.MeanSquaredError());
            case ModelSpec.Head.Classify _ ->
                List.of(
                        Loss.CrossEntropy.plain(),
                        new Loss.CrossEntropy(noWeights, 0.1),
                        new Loss.BinaryCrossEntropy(),
                        new Loss.MeanSquaredError());
            case ModelSpec.Head.Tokens head ->
                List.of(
                        new Loss.CrossEntropy(
                                java.util.stream.IntStream.range(0, head.classes())
                                        .mapToObj(n -> 0.5 + n % 3)
                                        .toList(),
                                0.2),
                        new Loss.NextToken(0),
                        new Loss.BinaryCrossEntropy());
            case ModelSpec.Head.Span _ -> List.of(new Loss.Span());
            case ModelSpec.Head.MaskedLanguageModel _ -> List.of(new Loss.Masked(), new Loss.NextToken(0.1));
            case ModelSpec.Head.Generate _ -> throw new AssertionError("no encoder: " + spec);
        };
    }
}
