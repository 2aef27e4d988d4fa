package dev.attar.compiler.check;

import dev.attar.compiler.check.Distances.Scaling;
import dev.attar.compiler.model.PositionBuckets;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code positions rotary}, {@code alibi} and {@code relative} in {@code attention}. */
final class DistancesCheck {
    private final Fields attention;
    private final Setting<Integer> headWidth;
    private final boolean bothWays;

    DistancesCheck(Fields attention, Setting<Integer> headWidth, boolean bothWays) {
        this.attention = attention;
        this.headWidth = headWidth;
        this.bothWays = bothWays;
    }

    Supplier<Distances> check(Entry positions) {
        Fields fields = attention.of(positions);
        String kind = positions.word(0).text();
        Supplier<Distances> checked = switch (kind) {
            case "rotary" -> rotary(fields, positions);
            case "alibi" -> Distances.Alibi::new;
            case "relative" -> relative(fields, positions);
            case "disentangled" -> disentangled(fields, positions);
            default -> throw new IllegalStateException("the checker does not know positions " + kind);
        };
        fields.close();
        return checked;
    }

    private Supplier<Distances> rotary(Fields fields, Entry positions) {
        Setting<Double> base = fields.decimal("base", DecimalRange.BASE, Distances.Rotary.USUAL_BASE);
        Setting<Double> share = fields.decimal("share", DecimalRange.SHARE, 1);
        Optional<Entry> pairs = fields.optional("pairs");
        Optional<Entry> halves = fields.optional("halves");
        if (pairs.isPresent() && halves.isPresent()) {
            fields.refuse(Diagnostic.of(Code.SET_TWICE, halves.get().at(), "`halves` and `pairs` exclude each other")
                    .and(pairs.get().at(), "the other is here")
                    .hint("keep one of them"));
        }
        Supplier<Scaling> scaling = fields.optional("scaling")
                .map(entry -> scaling(fields.of(entry), entry))
                .orElse(Scaling.None::new);
        if (headWidth.isKnown()
                && share.isKnown()
                && new Distances.Rotary(2, share.get(), false, new Scaling.None())
                        .channels(headWidth.get())
                        .isEmpty()) {
            fields.refuse(Diagnostic.of(
                            Code.UNPAIRED_CHANNELS,
                            share.at(),
                            "rotary positions turn pairs, and " + Decimals.shortest(share.get()) + " of "
                                    + headWidth.get() + " channels is no even number")
                    .and(headWidth.at(), "a head has " + headWidth.get() + " channels")
                    .hint(
                            headWidth.get() < 2
                                    ? "heads of more channels can be turned"
                                    : "choose a share of an even number of channels, such as "
                                            + Decimals.shortest(fitting(headWidth.get(), share.get()))));
        }
        return () -> new Distances.Rotary(base.get(), share.get(), pairs.isPresent(), scaling.get());
    }

    /** The share nearest to what was asked for. */
    private static double fitting(int headWidth, double share) {
        long pairs = Math.clamp(Math.round(headWidth * share / 2), 1, Math.max(1, headWidth / 2));
        return 2.0 * pairs / headWidth;
    }

    private static Supplier<Scaling> scaling(Fields fields, Entry entry) {
        Setting<Double> factor = fields.decimal("factor", DecimalRange.FACTOR);
        if (entry.word(0).text().equals("linear")) {
            for (String keyword : new String[] {"low", "high", "context"}) {
                fields.optional(keyword)
                        .ifPresent(item -> fields.refuseWithoutEffect(
                                item, "in `scaling linear`", "it belongs to `scaling llama3`"));
            }
            fields.close();
            return () -> new Scaling.Linear(factor.get());
        }
        Setting<Double> low = fields.decimal("low", DecimalRange.FACTOR);
        Setting<Double> high = fields.decimal("high", DecimalRange.FACTOR);
        Setting<Integer> context = fields.whole("context", Range.DIMENSION);
        fields.close();
        if (low.isKnown() && high.isKnown() && high.get() <= low.get()) {
            fields.refuse(Diagnostic.of(
                            Code.DECIMAL_OUT_OF_RANGE,
                            high.at(),
                            "`high` must be above `low`, this is " + Decimals.shortest(high.get()))
                    .and(low.at(), "`low` is here"));
        }
        return () -> new Scaling.Llama3(factor.get(), low.get(), high.get(), context.get());
    }

    private Supplier<Distances> relative(Fields fields, Entry positions) {
        Setting<Integer> buckets =
                fields.whole("buckets", new Range(1, Limits.MAX_BUCKETS), Distances.Relative.USUAL_BUCKETS);
        Setting<Integer> distance = fields.whole("max_distance", Range.DIMENSION, Distances.Relative.USUAL_DISTANCE);
        if (buckets.isKnown()
                && distance.isKnown()
                && !new Distances.Relative(buckets.get(), distance.get()).fits(bothWays)) {
            fields.refuse(Diagnostic.of(
                            Code.RELATIVE_BUCKETS,
                            positions.word(0).at(),
                            buckets.get() + " buckets" + (bothWays ? " for both directions" : "")
                                    + " do not hold distances up to " + distance.get())
                    .hint((bothWays ? "an encoder needs an even number of buckets, at least 4" : "at least 2 buckets")
                            + ", and distances beyond those that have a bucket each: above "
                            + (bothWays ? buckets.get() / 4 : buckets.get() / 2)));
        }
        return () -> new Distances.Relative(buckets.get(), distance.get());
    }

    private Supplier<Distances> disentangled(Fields fields, Entry positions) {
        Setting<Integer> buckets = fields.whole("buckets", new Range(1, Limits.MAX_BUCKETS));
        Optional<Setting<Integer>> distance =
                fields.optional("max_distance").map(entry -> fields.whole("max_distance", entry, Range.DIMENSION));
        Optional<Entry> keys = fields.optional("keys");
        Optional<Entry> queries = fields.optional("queries");
        if (!bothWays) {
            fields.refuse(Diagnostic.of(
                            Code.MISPLACED_WORD, positions.word(0).at(), "`disentangled` does not belong in a decoder")
                    .hint("an encoder has positions that look both ways; a decoder has `relative`, `alibi`"
                            + " or `rotary`"));
        }
        if (keys.isPresent() && queries.isPresent()) {
            fields.refuseWithoutEffect(
                    queries.get(), "beside `keys none`", "positions need keys or queries; leave out one of the two");
        }
        if (buckets.isKnown()
                && distance.isPresent()
                && distance.get().isKnown()
                && !PositionBuckets.fits(buckets.get(), distance.get().get())) {
            fields.refuse(Diagnostic.of(
                            Code.RELATIVE_BUCKETS,
                            positions.word(0).at(),
                            buckets.get() + " buckets of a direction do not hold distances up to "
                                    + distance.get().get())
                    .hint("at least 4 buckets, and a `max_distance` of " + (buckets.get() / 2 + 2) + " or more"));
        }
        return () -> new Distances.Disentangled(
                buckets.get(), distance.map(Supplier::get), keys.isEmpty(), queries.isEmpty());
    }
}
