package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code embedding { width … positions … segments … norm … dropout … }}. */
final class EmbeddingCheck {
    private EmbeddingCheck() {}

    static Supplier<Embedding> check(Fields model, Setting<Integer> context) {
        Optional<Entry> entry = model.required("embedding");
        if (entry.isEmpty()) {
            return Setting.refused(model.at());
        }
        Fields fields = model.of(entry.get());
        Supplier<Positions> positions = fields.required("positions")
                .map(written -> positions(fields, written, context))
                .orElse(Setting.refused(fields.at()));
        Optional<Setting<Integer>> width =
                fields.optional("width").map(written -> fields.whole("width", written, Range.DIMENSION));
        Setting<Integer> segments = fields.whole("segments", Range.DIMENSION_OR_NONE, 0);
        Supplier<Optional<Norm>> norm = fields.optionalNorm();
        Setting<Double> dropout = fields.decimal("dropout", DecimalRange.PROBABILITY, 0);
        fields.close();
        return () -> new Embedding(positions.get(), segments.get(), norm.get(), dropout.get(), width.map(Setting::get));
    }

    private static Supplier<Positions> positions(Fields fields, Entry written, Setting<Integer> context) {
        String kind = written.word(0).text();
        boolean offset = written.expression().isPresent();
        if (offset && !kind.equals("learned")) {
            fields.refuse(Diagnostic.of(
                            Code.MISPLACED_WORD,
                            written.word(1).at(),
                            "`offset` does not belong to `positions " + kind + "`")
                    .hint("an offset skips rows of a learned table; leave it out"));
            return Setting.refused(written.at());
        }
        return switch (kind) {
            case "learned" -> offset ? learned(fields, written, context) : () -> new Positions.Learned(0);
            case "sinusoidal" -> Positions.Sinusoidal::new;
            case "none" -> Positions.None::new;
            default -> throw new IllegalStateException("the checker does not know positions " + kind);
        };
    }

    private static Supplier<Positions> learned(Fields fields, Entry written, Setting<Integer> context) {
        Setting<Integer> offset = fields.whole("offset", written, Range.DIMENSION_OR_NONE);
        if (offset.isKnown() && context.isKnown() && offset.get() > Limits.MAX_DIMENSION - context.get()) {
            long rows = (long) context.get() + offset.get();
            fields.refuse(Diagnostic.of(
                            Code.POSITION_TABLE_TOO_LONG,
                            offset.at(),
                            "the position table would have " + rows + " rows, the limit is " + Limits.MAX_DIMENSION)
                    .and(context.at(), "one row for each position")
                    .saying("and this many before them"));
        }
        return () -> new Positions.Learned(offset.get());
    }
}
