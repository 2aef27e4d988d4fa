package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.model.Op;
import java.util.List;

/** The heads of attention as tasks, and the channels of each: g goes through groups, m through the heads of a group, h through heads without groups. */
record AttentionHeads(int heads, int groups, int width) {
    static AttentionHeads of(Op.Attention op) {
        return new AttentionHeads(op.heads(), op.groups(), op.headWidth());
    }

    boolean isGrouped() {
        return groups != heads;
    }

    Statement each(Statement body) {
        return isGrouped() ? tasks("g", groups, tasks("m", heads / groups, body)) : tasks("h", heads, body);
    }

    private static Statement tasks(String index, int count, Statement body) {
        return new For(index, Index.ZERO, Index.of(count), 1, Order.TASKS, body);
    }

    /** The number of the head. */
    Index number() {
        return isGrouped() ? var("g").times(heads / groups).plus(var("m")) : var("h");
    }

    /** The number of the head of keys and values, where heads of a group share one. */
    Index keyNumber() {
        return var(isGrouped() ? "g" : "h");
    }

    /** Channel {@code d} of the head, in rows of queries and results. */
    Index channel(Index d) {
        return number().times(width).plus(d);
    }

    /** Channel {@code d} of the head, in rows of keys and values, where heads of a group share one. */
    Index keyChannel(Index d) {
        return keyNumber().times(width).plus(d);
    }

    /** {@code to[at] = from} for each token j of the sequence and each channel d of the head, in rows of keys and values. */
    Statement copied(Buffer to, List<Index> at, Buffer from) {
        return For.parallel(
                "j",
                var("length"),
                For.parallel(
                        "d",
                        Index.of(width),
                        new Statement.Store(to, at, load(from, var("start").plus(var("j")), keyChannel(var("d"))))));
    }
}
