package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code reach full}, {@code reach band N} and {@code reach alternate { … }}. */
final class ReachCheck {
    private final Fields fields;
    private final boolean rotary;
    private final Optional<String> noGlobal;

    /**
     * @param rotary whether there is a base that a turn can replace
     * @param noGlobal where tokens cannot be global, as the end of a sentence
     */
    ReachCheck(Fields fields, boolean rotary, Optional<String> noGlobal) {
        this.fields = fields;
        this.rotary = rotary;
        this.noGlobal = noGlobal;
    }

    Supplier<List<Reach>> check(Entry reach) {
        String kind = reach.word(0).text();
        return switch (kind) {
            case "full", "band" -> {
                Supplier<Reach> only = turn(reach);
                yield () -> List.of(only.get());
            }
            case "alternate" -> alternate(reach);
            default -> throw new IllegalStateException("the checker does not know reach " + kind);
        };
    }

    private Supplier<List<Reach>> alternate(Entry reach) {
        List<Entry> written = reach.entries();
        if (written.isEmpty()) {
            fields.refuse(Diagnostic.of(Code.MISSING, reach.word(0).at(), "`reach alternate` needs a turn")
                    .hint("name them in order, as in `alternate { full   band 256 }`"));
        }
        if (written.size() > Limits.MAX_DEPTH) {
            fields.refuse(Diagnostic.of(
                    Code.INTEGER_OUT_OF_RANGE,
                    reach.word(0).at(),
                    "`reach alternate` has " + written.size() + " turns, the limit is " + Limits.MAX_DEPTH));
        }
        List<Supplier<Reach>> turns = written.stream().map(this::turn).toList();
        return () -> turns.stream().map(Supplier::get).toList();
    }

    private Supplier<Reach> turn(Entry turn) {
        Optional<Expression> places = turn.expression();
        Optional<Setting<Integer>> band = places.map(_ -> fields.whole("band", turn, Range.DIMENSION));
        Fields inside = fields.of(turn);
        Optional<Entry> written = inside.optional("base");
        Optional<Setting<Double>> base = written.map(entry -> inside.decimal(entry, DecimalRange.BASE));
        Optional<Entry> first = inside.optional("global");
        Optional<Setting<Integer>> global = first.map(entry -> inside.whole("global", entry, Range.DIMENSION));
        inside.close();
        if (first.isPresent() && noGlobal.isPresent()) {
            fields.refuse(Diagnostic.of(
                            Code.GLOBAL_TOKENS, first.get().at(), "there are no global tokens " + noGlobal.get())
                    .hint("leave out `global`, or give positions in `embedding` and no `norm` in this `attention`"));
        }
        if (written.isPresent() && !rotary) {
            fields.refuseWithoutEffect(
                    written.get(), "without `positions rotary`", "it is the base of this layer's rotary positions");
        }
        return () -> new Reach(band.map(Supplier::get), base.map(Supplier::get), global.map(Supplier::get));
    }
}
