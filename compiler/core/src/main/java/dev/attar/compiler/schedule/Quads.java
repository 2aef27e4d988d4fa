package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Let;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Floats of local memory that lie side by side as one load: {@code a0 = m[j], a1 = m[j + 1], …} becomes
 * {@code a0Quad = m[j] x 4, a0 = a0Quad.0, …}, four at a time or two. Nothing is stored between them.
 */
final class Quads {
    private Quads() {}

    static Statement apply(Statement statement) {
        return switch (statement) {
            case Statement.Block(List<Statement> all) -> new Statement.Block(block(all));
            case Statement.For loop -> loop.mapChildren(Quads::apply);
            default -> statement;
        };
    }

    private static List<Statement> block(List<Statement> all) {
        List<Statement> out = new ArrayList<>();
        Map<String, Expr> lanes = new HashMap<>(); // of loads that have become one, by the name of what is loaded
        for (int i = 0; i < all.size(); i++) {
            if (!(all.get(i) instanceof Let(String name, Expr value))
                    || loaded(all.get(i)).isEmpty()) {
                out.add(apply(all.get(i)));
                continue;
            }
            if (!lanes.containsKey(name)) together(all, i, name, out, lanes);
            Expr lane = lanes.get(name);
            out.add(
                    lane == null
                            ? all.get(i)
                            : new Let(
                                    name,
                                    value instanceof Expr.Broadcast(Expr _, int many)
                                            ? new Expr.Broadcast(lane, many)
                                            : lane));
        }
        return out;
    }

    /** The load from here on with those of the floats beside it, if they are in the block. */
    private static void together(
            List<Statement> all, int from, String name, List<Statement> out, Map<String, Expr> lanes) {
        Expr.Load first = loaded(all.get(from)).orElseThrow();
        Index begin = first.buffer().offset(first.indices());
        for (int many : new int[] {4, 2}) {
            if (!begin.isMultipleOf(many)) continue;
            List<String> names = new ArrayList<>(List.of(name));
            for (int lane = 1; lane < many; lane++) {
                Index at = begin.plus(lane);
                all.stream()
                        .filter(s -> loaded(s)
                                .filter(l -> l.buffer().equals(first.buffer()))
                                .filter(l -> l.buffer().offset(l.indices()).equals(at))
                                .isPresent())
                        .findFirst()
                        .ifPresent(s -> names.add(((Let) s).name()));
            }
            if (names.size() < many) continue;
            String quad = name + "Quad";
            out.add(new Let(quad, new Expr.Load(first.buffer(), first.indices(), many)));
            for (int lane = 0; lane < many; lane++)
                lanes.put(names.get(lane), new Expr.Lane(new Expr.Local(quad, many), lane));
            return;
        }
    }

    /** The float of local memory that a statement loads, perhaps for all lanes. */
    private static Optional<Expr.Load> loaded(Statement statement) {
        if (!(statement instanceof Let(String _, Expr value))) return Optional.empty();
        Expr one = value instanceof Expr.Broadcast(Expr inner, int _) ? inner : value;
        return one instanceof Expr.Load load
                        && load.lanes() == 1
                        && load.buffer().space() == Space.LOCAL
                ? Optional.of(load)
                : Optional.empty();
    }
}
