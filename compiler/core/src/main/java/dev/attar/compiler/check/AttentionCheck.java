package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.NearName;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Word;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code attention { … }} and {@code cross attention { … }}. */
final class AttentionCheck {
    private final Fields fields;
    private final Setting<Integer> width;

    AttentionCheck(Fields fields, Setting<Integer> width) {
        this.fields = fields;
        this.width = width;
    }

    /** What both kinds have. */
    private record Heads(
            Setting<Integer> heads,
            Setting<Integer> groups,
            Optional<Setting<Integer>> headWidth,
            Optional<Supplier<Double>> scale,
            Bias bias,
            Supplier<Optional<Norm>> norm,
            Setting<Double> dropout) {
        Attention with(Distances distances, List<Reach> reach) {
            return new Attention(
                    heads.get(),
                    groups.get(),
                    headWidth.map(Supplier::get),
                    scale.map(Supplier::get),
                    bias,
                    norm.get(),
                    distances,
                    reach,
                    dropout.get());
        }
    }

    /** @param bothWays whether tokens see those after them, too */
    Supplier<Attention> self(boolean bothWays) {
        boolean normed = fields.peek("norm").isPresent();
        Heads heads = heads();
        Optional<Entry> positions = fields.optional("positions");
        Supplier<Distances> distances = positions
                .map(entry -> new DistancesCheck(fields, headWidth(heads), bothWays).check(entry))
                .orElse(Distances.None::new);
        boolean rotary = positions.map(entry -> entry.word(0).text()).orElse("").equals("rotary");
        Optional<String> noGlobal = noGlobal(bothWays, positions.isPresent(), normed);
        Supplier<List<Reach>> reach = fields.optional("reach")
                .map(entry -> new ReachCheck(fields, rotary, noGlobal).check(entry))
                .orElse(() -> List.of(Reach.FULL));
        fields.close();
        return () -> heads.with(distances.get(), reach.get());
    }

    /** Why no token of this attention can be global, if none can. */
    private static Optional<String> noGlobal(boolean bothWays, boolean positions, boolean normed) {
        if (!bothWays) return Optional.of("in a decoder, whose tokens see none after them");
        if (positions) return Optional.of("in attention that counts distances");
        return normed ? Optional.of("in attention with a norm of queries and keys") : Optional.empty();
    }

    /**
     * @param encoder whether there is one to read
     * @param encoders its name, when it has one
     */
    Supplier<Attention> cross(Entry entry, boolean encoder, List<String> encoders) {
        Heads heads = heads();
        Optional<Word> over = fields.optional("over").map(written -> written.word(0));
        if (!encoder) {
            fields.refuse(Diagnostic.of(Code.CROSS_ATTENTION, entry.at(), "there is no encoder to attend to")
                    .hint("add `encoder depth 6 { … }`, or leave out the cross attention"));
        } else if (over.isPresent() && !encoders.contains(over.get().text())) {
            fields.refuse(Diagnostic.of(
                            Code.UNKNOWN_NAME,
                            over.get().at(),
                            "no encoder is called " + Quoted.of(over.get().text()))
                    .hint(NearName.of(over.get().text(), encoders)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("name the encoder: `encoder " + over.get().text() + " depth …`")));
        }
        fields.close();
        return () -> heads.with(new Distances.None(), List.of(Reach.FULL));
    }

    private Heads heads() {
        Setting<Integer> heads = fields.whole("heads", Range.DIMENSION);
        Optional<Setting<Integer>> headWidth =
                fields.optional("head_width").map(entry -> fields.whole("head_width", entry, Range.DIMENSION));
        if (headWidth.isEmpty() && heads.isKnown() && width.isKnown() && width.get() % heads.get() != 0) {
            fields.refuse(HeadsDoNotDivide.diagnostic(heads, width));
        }
        headWidth.ifPresent(own -> checkAllChannels(heads, own));
        Setting<Integer> groups = fields.optional("groups")
                .map(entry -> fields.whole("groups", entry, Range.DIMENSION))
                .orElse(heads);
        if (groups.isKnown() && heads.isKnown() && heads.get() % groups.get() != 0) {
            fields.refuse(Diagnostic.of(
                            Code.GROUPS_DO_NOT_DIVIDE_HEADS,
                            groups.at(),
                            groups.get() + " groups do not divide " + heads.get() + " heads")
                    .and(heads.at(), "heads given here")
                    .hint("each group of heads shares one head of keys and values, so all groups are of one size"));
        }
        Supplier<Optional<Norm>> norm = fields.optional("norm")
                .<Supplier<Optional<Norm>>>map(entry -> {
                    Supplier<Norm> given = fields.norm(entry);
                    return () -> Optional.of(withoutBias(given.get()));
                })
                .orElse(Optional::empty);
        return new Heads(
                heads,
                groups,
                headWidth,
                fields.scale(width),
                fields.bias(Bias.ALL),
                norm,
                fields.decimal("dropout", DecimalRange.PROBABILITY, 0));
    }

    /** The norm of queries and keys has no bias in any family. */
    private static Norm withoutBias(Norm norm) {
        return new Norm(norm.kind(), norm.epsilon(), false, norm.scale());
    }

    private void checkAllChannels(Setting<Integer> heads, Setting<Integer> headWidth) {
        if (!heads.isKnown() || !headWidth.isKnown()) {
            return;
        }
        long all = (long) heads.get() * headWidth.get();
        if (all > Limits.MAX_DIMENSION) {
            fields.refuse(Diagnostic.of(
                            Code.INTEGER_OUT_OF_RANGE,
                            headWidth.at(),
                            "all heads together have " + all + " channels, the limit is " + Limits.MAX_DIMENSION)
                    .and(heads.at(), "heads given here"));
        }
    }

    /** D, where it is known. */
    private Setting<Integer> headWidth(Heads heads) {
        if (heads.headWidth().isPresent()) {
            return heads.headWidth().get();
        }
        boolean known = heads.heads().isKnown()
                && width.isKnown()
                && width.get() % heads.heads().get() == 0;
        return known
                ? Setting.of(width.get() / heads.heads().get(), heads.heads().at())
                : Setting.refused(fields.at());
    }
}
