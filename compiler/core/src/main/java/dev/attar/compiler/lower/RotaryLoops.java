package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Rotation;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Channels turned by the token's position. Cosines and sines are a table of the model's, a row for each position, computed in double
 * precision and rounded once when the model is loaded; all layers read the same one.
 *
 * <p>Numerics: two products and one sum, each rounded.
 */
final class RotaryLoops {
    private static final Index T = var("t");
    private static final Index C = var("c");

    private RotaryLoops() {}

    static Lowered lower(Value out, Rotary op, List<Step> steps, LoweringContext context) {
        return lower(out, op, false, steps, context);
    }

    /** The turn the other way round. */
    static Lowered lowerGradient(Value out, GradientOp.RotaryGradient op, List<Step> steps, LoweringContext context) {
        Rotary turn = new Rotary(op.gradient(), op.positions(), op.headWidth(), op.rotation());
        return lower(out, turn, true, steps, context);
    }

    private static Lowered lower(Value out, Rotary op, boolean back, List<Step> steps, LoweringContext context) {
        Rotation rotation = op.rotation();
        Op.Positions positions = EmbedSums.positions(op.positions(), steps)
                .orElseThrow(() -> new IllegalArgumentException(op.positions() + " are no positions"));
        int offset = positions.offset();
        Param turns = table(rotation, context.axis(out), offset);
        Buffer x = context.rows("x", op.in());
        Buffer table = Buffer.rows("turns", Space.WEIGHT, padded(rotation.width()));
        Buffer y = context.rows("y", out);
        int heads = out.type().last() / op.headWidth();
        Statement[] head = head(op, back, x, table, y, heads == 1 ? Index.ZERO : var("h").times(op.headWidth()));
        Statement row = heads == 1 ? Statement.block(head) : For.parallel("h", Index.of(heads), head);
        Statement body = positions.places().isPresent()
                ? For.parallel(
                        "t",
                        context.count(out),
                        new Statement.LetIndex(
                                "place",
                                Index.element(context.array(positions.places().get()), T)
                                        .plus(offset)),
                        row)
                : SequenceLoops.eachSequence(
                        context.axis(out),
                        For.parallel(
                                "i",
                                var("length"),
                                new Statement.LetIndex("t", var("start").plus(var("i"))),
                                new Statement.LetIndex("place", var("i").plus(offset)),
                                row));
        String shape = "(" + context.symbol(out) + "," + out.type().last() + ")";
        return new Lowered(
                new Kernel(
                        (back ? "turnBack" : "turn")
                                + name(op, heads)
                                + (positions.places().isPresent() ? "AtPlaces" : "")
                                + context.suffix(op.in(), out),
                        "y = pairs of channels of x, turned " + (back ? "back " : "")
                                + "by cosines and sines of the token's place      x " + shape
                                + " -> y " + shape,
                        List.of(x, table, y),
                        List.of(),
                        body),
                List.of(Lowered.value(op.in()), new Argument.OfWeights(WeightUse.table(turns)), Lowered.value(out)));
    }

    /** The channels of the head that begins at {@code first}. */
    private static Statement[] head(Rotary op, boolean back, Buffer x, Buffer table, Buffer y, Index first) {
        Rotation rotation = op.rotation();
        int half = rotation.width() / 2;
        int apart = rotation.second(0) - rotation.first(0);
        Index one = first.plus(C.times(half > 1 ? rotation.first(1) : 1));
        Index other = one.plus(apart);
        Expr cos = load(table, var("place"), C);
        Expr sin = load(table, var("place"), C.plus(half));
        Expr oneCos = Expr.mul(load(x, T, one), cos);
        Expr otherSin = Expr.mul(load(x, T, other), sin);
        Expr otherCos = Expr.mul(load(x, T, other), cos);
        Expr oneSin = Expr.mul(load(x, T, one), sin);
        Expr turned = back ? Expr.add(oneCos, otherSin) : Expr.sub(oneCos, otherSin);
        Expr turnedOther = back ? Expr.sub(otherCos, oneSin) : Expr.add(otherCos, oneSin);
        List<Statement> all = new ArrayList<>();
        all.add(For.parallel("c", Index.of(half), new Statement.Store(y, List.of(T, one), turned)));
        all.add(For.parallel("c", Index.of(half), new Statement.Store(y, List.of(T, other), turnedOther)));
        int rest = op.headWidth() - rotation.width();
        if (rest > 0) {
            Index kept = first.plus(C).plus(rotation.width());
            all.add(For.parallel("c", Index.of(rest), new Statement.Store(y, List.of(T, kept), load(x, T, kept))));
        }
        return all.toArray(Statement[]::new);
    }

    private static Param table(Rotation rotation, Axis axis, int offset) {
        String scaling = switch (rotation.scaling()) {
            case Rotation.Scaling.None() -> "";
            case Rotation.Scaling.Linear(double factor) -> ", linear " + factor;
            case Rotation.Scaling.Llama3(double factor, double low, double high, int before) ->
                ", llama3 " + factor + " " + low + " " + high + " " + before;
        };
        return new Param(
                "turns of " + rotation.width() + " channels, base " + rotation.base() + scaling,
                TensorType.constant(Math.addExact(axis.most(), offset), rotation.width()),
                new Param.Source.Turns(rotation));
    }

    private static String name(Rotary op, int heads) {
        Rotation rotation = op.rotation();
        String layout = rotation.layout() == Rotation.Layout.PAIRS ? "Pairs" : "Halves";
        return layout + rotation.width() + "of" + heads + "x" + op.headWidth();
    }
}
