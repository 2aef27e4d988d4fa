package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer.Space;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Let;
import java.util.ArrayList;
import java.util.List;

/**
 * Floats of local memory that lie side by side as one load: {@code a0 = m[j], a1 = m[j + 1], …} becomes
 * {@code aQuad0 = m[j] x 4, a0 = aQuad0.0, …}, four at a time or two.
 */
final class Quads {
    private Quads() {}

    static Statement apply(Statement statement) {
        return switch (statement) {
            case Statement.Block(List<Statement> all) -> new Statement.Block(block(all));
            case Statement.For(String i, Index from, Index to, int step, Statement.Order order, Statement body) ->
                new Statement.For(i, from, to, step, order, apply(body));
            case Statement.Ladder _,
                    Statement.Strips _,
                    Statement.Tasks _,
                    Statement.Spread _,
                    Statement.When _,
                    Statement.Barrier _,
                    Statement.LetIndex _,
                    Let _,
                    Statement.Var _,
                    Statement.Set _,
                    Statement.Store _,
                    Statement.Fetch _,
                    Statement.Reduce _,
                    Statement.Phase _,
                    Statement.Run _ -> statement;
        };
    }

    private static List<Statement> block(List<Statement> all) {
        List<Statement> out = new ArrayList<>();
        for (int i = 0; i < all.size(); ) {
            int many = isRun(all, i, 4) ? 4 : isRun(all, i, 2) ? 2 : 1;
            if (many == 1) {
                out.add(apply(all.get(i++)));
                continue;
            }
            Let first = (Let) all.get(i);
            Expr.Load load = (Expr.Load) first.value();
            String name = first.name() + "Quad";
            out.add(new Let(name, new Expr.Load(load.buffer(), load.indices(), many)));
            for (int lane = 0; lane < many; lane++, i++)
                out.add(new Let(
                        ((Let) all.get(i)).name(), new Expr.Lane(new Expr.Local(name, many), lane)));
        }
        return out;
    }

    /** Whether {@code many} loads from here on are of floats side by side, the first at a place that a vector may have. */
    private static boolean isRun(List<Statement> all, int from, int many) {
        if (from + many > all.size()) return false;
        Index begin = null;
        for (int i = 0; i < many; i++) {
            if (!(all.get(from + i) instanceof Let(String _, Expr.Load load))) return false;
            if (load.lanes() != 1 || load.buffer().space() != Space.LOCAL) return false;
            Index at = load.buffer().offset(load.indices());
            if (begin == null) begin = at;
            if (!at.equals(begin.plus(i))) return false;
        }
        return begin.isMultipleOf(many);
    }
}
