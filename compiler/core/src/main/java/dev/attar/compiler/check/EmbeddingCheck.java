package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code embedding { width … positions … segments … norm … dropout … }}. */
final class EmbeddingCheck {
    private EmbeddingCheck() {}

    /** @param width of its tables */
    record Checked(Supplier<Embedding> embedding, Setting<Integer> width) {}

    /**
     * @param distances where attention says how far apart tokens are: positions may then be left out here
     * @param stacks how many there are
     */
    static Checked check(
            Fields model, List<Setting<Integer>> contexts, Setting<Integer> modelWidth, boolean distances, int stacks) {
        Optional<Entry> entry = model.required("embedding");
        if (entry.isEmpty()) {
            return new Checked(Setting.refused(model.at()), modelWidth);
        }
        Fields fields = model.of(entry.get());
        Optional<Setting<Integer>> own =
                fields.optional("width").map(given -> fields.whole("width", given, Range.DIMENSION));
        Setting<Integer> width = own.orElse(modelWidth);
        Optional<Entry> written = distances ? fields.optional("positions") : fields.required("positions");
        Supplier<Positions> positions = written.map(found -> positions(fields, found, contexts, width))
                .orElse(distances ? Positions.None::new : Setting.refused(fields.at()));
        Setting<Integer> segments = fields.whole("segments", Range.DIMENSION_OR_NONE, 0);
        Optional<Supplier<Double>> scale = fields.scale(width);
        Optional<Entry> separate = fields.optional("separate");
        if (separate.isPresent() && stacks < 2) {
            fields.refuseWithoutEffect(
                    separate.get(), "in a model of one stack", "it gives an encoder and a decoder a token table each");
        }
        Optional<Setting<Integer>> padding =
                fields.optional("padding").map(given -> fields.whole("padding", given, Range.DIMENSION_OR_NONE));
        Supplier<Optional<Norm>> norm = fields.optionalNorm();
        Setting<Double> dropout = fields.decimal("dropout", DecimalRange.PROBABILITY, 0);
        fields.close();
        return new Checked(
                () -> new Embedding(
                        positions.get(),
                        segments.get(),
                        own.map(Supplier::get),
                        scale.map(Supplier::get).orElse(1.0),
                        separate.isPresent(),
                        padding.map(Supplier::get),
                        norm.get(),
                        dropout.get()),
                width);
    }

    private static Supplier<Positions> positions(
            Fields fields, Entry written, List<Setting<Integer>> contexts, Setting<Integer> width) {
        String kind = written.word(0).text();
        boolean offset = written.expression().isPresent();
        if (offset && kind.equals("none")) {
            fields.refuse(Diagnostic.of(
                            Code.MISPLACED_WORD,
                            written.word(1).at(),
                            "`offset` does not belong to `positions " + kind + "`")
                    .hint("an offset is the number of the first position; leave it out"));
            return Setting.refused(written.at());
        }
        Supplier<Integer> first = offset ? offset(fields, written, contexts) : () -> 0;
        if (!kind.equals("sinusoidal")) {
            for (Entry item : written.entries()) {
                fields.refuseWithoutEffect(
                        item, "in `positions " + kind + "`", "it says how `positions sinusoidal` are laid out");
            }
        }
        return switch (kind) {
            case "learned" -> () -> new Positions.Learned(first.get());
            case "sinusoidal" -> sinusoidal(fields, written, width, first);
            case "none" -> Positions.None::new;
            default -> throw new IllegalStateException("the checker does not know positions " + kind);
        };
    }

    private static Supplier<Positions> sinusoidal(
            Fields embedding, Entry written, Setting<Integer> width, Supplier<Integer> first) {
        Fields fields = embedding.of(written);
        Optional<Entry> halves = fields.optional("halves");
        boolean inclusive = fields.flag("inclusive");
        fields.close();
        if (halves.isPresent() && width.isKnown() && width.get() % 2 != 0) {
            fields.refuse(Diagnostic.of(
                            Code.UNPAIRED_CHANNELS,
                            halves.get().at(),
                            "a width of " + width.get() + " has no halves for sines and cosines")
                    .and(width.at(), "width given here")
                    .hint("choose an even width, or leave out `halves`"));
        }
        return () -> new Positions.Sinusoidal(first.get(), halves.isPresent(), inclusive);
    }

    private static Supplier<Integer> offset(Fields fields, Entry written, List<Setting<Integer>> contexts) {
        Setting<Integer> offset = fields.whole("offset", written, Range.DIMENSION_OR_NONE);
        for (Setting<Integer> context : contexts) {
            if (offset.isKnown() && context.isKnown() && offset.get() > Limits.MAX_DIMENSION - context.get()) {
                long rows = (long) context.get() + offset.get();
                fields.refuse(Diagnostic.of(
                                Code.POSITION_TABLE_TOO_LONG,
                                offset.at(),
                                "the position table would have " + rows + " rows, the limit is " + Limits.MAX_DIMENSION)
                        .and(context.at(), "one row for each position")
                        .saying("and this many before them"));
            }
        }
        return offset;
    }
}
