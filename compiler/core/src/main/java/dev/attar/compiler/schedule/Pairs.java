package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Expr.HalfOf;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Let;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two neighbouring vectors of 2-byte weights as one load: {@code b0 = widen(w[j]), b1 = widen(w[j + lanes])} becomes
 * {@code b01 = pairs(w[j]), b0 = lower(b01), b1 = upper(b01)}. The layout of such weights interleaves the two vectors, so that
 * widening is one shift and one mask for two vectors, where a load of shorts would need two shuffles and two shifts. A vector
 * without a neighbour stays a widening load.
 */
final class Pairs {
    private Pairs() {}

    static Statement apply(Statement statement) {
        return switch (statement) {
            case Statement.Block(List<Statement> all) -> new Statement.Block(block(all));
            case Statement.For loop -> loop.mapChildren(Pairs::apply);
            default -> statement;
        };
    }

    private static List<Statement> block(List<Statement> all) {
        List<Statement> out = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Optional<List<Statement>> pair = i + 1 < all.size() ? pair(all.get(i), all.get(i + 1)) : Optional.empty();
            if (pair.isPresent()) {
                out.addAll(pair.get());
                i++;
            } else {
                out.add(apply(all.get(i)));
            }
        }
        return out;
    }

    private static Optional<List<Statement>> pair(Statement left, Statement right) {
        if (!(left instanceof Let(String first, Expr.Load load))
                || !(right instanceof Let(String second, Expr.Load next))) return Optional.empty();
        int lanes = load.lanes();
        if (load.buffer().element() != Element.BF16 || !load.buffer().equals(next.buffer()) || lanes != next.lanes())
            return Optional.empty();
        Index begin = load.indices().getLast();
        Index distance =
                next.buffer().offset(next.indices()).minus(load.buffer().offset(load.indices()));
        if (!begin.isMultipleOf(2 * lanes) || !distance.equals(Index.of(lanes))) return Optional.empty();
        String both = first + second.substring(second.length() - 1);
        Expr pairs = new Expr.Local(both, lanes);
        return Optional.of(List.of(
                new Let(both, new Expr.LoadPairs(load.buffer(), load.indices(), lanes)),
                new Let(first, new Expr.Half(HalfOf.LOWER, pairs)),
                new Let(second, new Expr.Half(HalfOf.UPPER, pairs))));
    }
}
