package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Train.Loss;
import dev.attar.compiler.check.Train.Metric;
import dev.attar.compiler.check.Train.Optimizer;
import dev.attar.compiler.check.Train.OptimizerKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Every spec that the language can say, large ones and training included: nothing here is ever run. */
final class AnySpec extends DomainContextBase {
    @Provide
    Arbitrary<ModelSpec> specs() {
        return Combinators.combine(names(), sizes(1 << 24), sizes(1 << 20), sizes(64), sizes(64))
                .flatAs((name, vocabulary, context, heads, headWidth) -> Combinators.combine(
                                embeddings(), encoders(heads), heads().flatMap(head -> trained(head)), prompts())
                        .as((embedding, encoder, trained, prompts) -> new ModelSpec(
                                name,
                                vocabulary,
                                context,
                                heads * headWidth,
                                embedding,
                                List.of(encoder),
                                trained.head(),
                                prompts,
                                trained.train())));
    }

    record Trained(Head head, Optional<Train> train) {}

    private static Arbitrary<String> names() {
        Arbitrary<String> first = Arbitraries.strings().withCharRange('A', 'Z').ofLength(1);
        Arbitrary<String> rest =
                Arbitraries.strings().alpha().numeric().withChars('_').ofMaxLength(63);
        return Combinators.combine(first, rest).as(String::concat);
    }

    private static Arbitrary<Integer> sizes(int most) {
        return Arbitraries.integers().between(1, most);
    }

    private static Arbitrary<Double> dropouts() {
        return Arbitraries.doubles()
                .between(0, true, 1, false)
                .ofScale(18)
                .map(Math::abs)
                .filter(x -> x < 1);
    }

    private static Arbitrary<Norm> norms() {
        return Combinators.combine(sizes(9999), Arbitraries.integers().between(-33, -4))
                .as((digits, exponent) -> new Norm(Math.max(1e-30, Double.parseDouble(digits + "e" + exponent))));
    }

    private static Arbitrary<Double> rates() {
        return Combinators.combine(sizes(9999), Arbitraries.integers().between(-12, -2))
                .as((digits, exponent) -> Double.parseDouble(digits + "e" + exponent));
    }

    private static Arbitrary<Embedding> embeddings() {
        Arbitrary<Positions> positions = Arbitraries.oneOf(
                Arbitraries.just(new Positions.None()),
                Arbitraries.just(new Positions.Sinusoidal()),
                Arbitraries.integers().between(0, 1 << 20).map(Positions.Learned::new));
        return Combinators.combine(
                        positions,
                        Arbitraries.integers().between(0, 9),
                        norms().optional(),
                        dropouts(),
                        sizes(1 << 12).optional())
                .as((places, segments, norm, dropout, own) ->
                        new Embedding(places, segments, own, 1, false, norm, dropout));
    }

    private static Arbitrary<Encoder> encoders(int heads) {
        Arbitrary<Residual> residuals = Combinators.combine(norms(), Arbitraries.of(Order.class), dropouts())
                .as(Residual::new);
        Arbitrary<FeedForward> inner = Combinators.combine(sizes(1 << 20), Arbitraries.of(Activation.class))
                .as(FeedForward::new);
        Arbitrary<Boolean> shared = Arbitraries.of(true, false);
        return Combinators.combine(sizes(Limits.MAX_DEPTH), dropouts(), inner, residuals, norms().optional(), shared)
                .as((depth, dropout, feedForward, residual, norm, same) -> new Encoder(
                        Optional.empty(),
                        Optional.empty(),
                        depth,
                        same,
                        new Attention(heads, dropout),
                        feedForward,
                        residual,
                        norm));
    }

    private static Arbitrary<Head> heads() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        Arbitrary<Pool> pools = Arbitraries.of(Pool.class);
        Arbitrary<Optional<Dense>> dense = Combinators.combine(
                        sizes(1 << 16), Arbitraries.of(Activation.class).optional())
                .as((width, activation) -> new Dense(width, activation, true, Optional.empty()))
                .optional();
        Arbitrary<Classes> classes = classes();
        return Arbitraries.oneOf(
                Combinators.combine(pools, dense, either).as(Head.Embed::new),
                Combinators.combine(pools, dense, classes)
                        .as((pool, layer, of) -> new Head.Classify(pool, layer, of.count, of.softmax, of.labels)),
                Combinators.combine(dense, classes)
                        .as((layer, of) -> new Head.Tokens(layer, of.count, of.softmax, of.labels)),
                Arbitraries.just(new Head.Span()),
                Combinators.combine(Arbitraries.of(Activation.class), norms()).as(Head.MaskedLanguageModel::new));
    }

    private record Classes(int count, boolean softmax, Labels labels) {}

    /** Many without names, few with names of any characters. */
    private static Arbitrary<Classes> classes() {
        Arbitrary<Optional<Probability>> readings =
                Arbitraries.of(Probability.class).optional();
        Arbitrary<Classes> unnamed = Combinators.combine(sizes(1 << 24), Arbitraries.of(true, false), readings)
                .as((count, softmax, reading) ->
                        new Classes(count, softmax, new Labels(List.of(), softmax ? Optional.empty() : reading)));
        Arbitrary<Classes> named = Combinators.combine(
                        anyText().list().ofMinSize(1).ofMaxSize(20), readings)
                .as((names, reading) -> new Classes(names.size(), false, new Labels(names, reading)));
        return Arbitraries.oneOf(unnamed, named);
    }

    private static Arbitrary<String> anyText() {
        Arbitrary<String> any = Arbitraries.strings()
                .all()
                .ofMaxLength(40)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        return Arbitraries.oneOf(
                any, Arbitraries.strings().withChars("\"\\\n\tu{}/ a1").ofMaxLength(12));
    }

    private static Arbitrary<Texts> prompts() {
        return anyText()
                .list()
                .ofMaxSize(4)
                .uniqueElements()
                .flatMap(names -> anyText().list().ofSize(names.size()).map(words -> {
                    List<Prompt> prompts = IntStream.range(0, names.size())
                            .mapToObj(i -> new Prompt(names.get(i), words.get(i)))
                            .toList();
                    boolean standard = !names.isEmpty() && words.getFirst().length() % 2 == 0;
                    boolean truncate = names.size() % 2 == 1;
                    return new Texts(prompts, standard ? Optional.of(names.getLast()) : Optional.empty(), truncate);
                }));
    }

    private static Arbitrary<Trained> trained(Head head) {
        boolean classes = !(head instanceof Head.Embed);
        Arbitrary<Loss> losses = classes ? Arbitraries.of(Loss.class) : Arbitraries.just(Loss.MEAN_SQUARED_ERROR);
        Arbitrary<List<Metric>> metrics =
                classes ? Arbitraries.of(List.of(), List.of(Metric.ACCURACY)) : Arbitraries.just(List.of());
        Arbitrary<Optimizer> optimizers = Combinators.combine(Arbitraries.of(OptimizerKind.class), rates())
                .as(Optimizer::new);
        return Combinators.combine(optimizers, losses, metrics, sizes(Limits.MAX_EPOCHS))
                .as(Train::new)
                .flatMap(AnySpec::detailed)
                .optional()
                .map(train -> new Trained(head, train));
    }

    private static Arbitrary<Train> detailed(Train train) {
        Arbitrary<Train.Schedule> schedules = Combinators.combine(
                        Arbitraries.of(Train.ScheduleKind.class),
                        Arbitraries.integers().between(0, 1 << 24))
                .as(Train.Schedule::new);
        Arbitrary<List<Frozen>> frozen = Arbitraries.of(
                List.of(),
                List.of(new Frozen.Embeddings(), new Frozen.Named("head")),
                List.of(new Frozen.Named("encoder")),
                List.of(new Frozen.AllButHead()));
        Arbitrary<LowRank> adapters = Combinators.combine(
                        sizes(64),
                        rates(),
                        dropouts(),
                        Arbitraries.of(LowRank.Product.class).set().ofMinSize(1))
                .as(LowRank::new);
        return Combinators.combine(
                        optimizers(train.optimizer()), schedules, rates().optional(), frozen, adapters.optional())
                .as((optimizer, schedule, clip, parts, low) -> new Train(
                        optimizer, train.loss(), train.metrics(), train.epochs(), schedule, clip, parts, low));
    }

    private static Arbitrary<Optimizer> optimizers(Optimizer plain) {
        Arbitrary<Optional<Double>> shares = dropouts().optional();
        boolean sgd = plain.kind() == OptimizerKind.SGD;
        return Combinators.combine(rates().optional(), shares, shares, Arbitraries.of(true, false))
                .as((decay, one, other, nesterov) -> new Optimizer(
                        plain.kind(),
                        plain.rate(),
                        decay,
                        sgd ? one : Optional.empty(),
                        sgd && one.isPresent() && nesterov,
                        sgd ? Optional.empty() : one,
                        sgd ? Optional.empty() : other,
                        sgd ? Optional.empty() : decay.map(x -> Math.min(1, x))));
    }
}
