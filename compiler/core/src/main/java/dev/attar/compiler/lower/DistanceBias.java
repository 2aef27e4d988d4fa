package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.real;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.TensorType;
import java.util.Optional;

/**
 * What is added to scores by the distance of key and query: a table of the model's with a row for each head and a column for each
 * offset, from the farthest key before a query to the farthest one behind it:
 *
 * <pre>
 *   column   0             …   middle          …   2 middle       and 15 more, which whole vectors read
 *   offset   -(context-1)  …   0, the query    …   context-1
 * </pre>
 *
 * <p>The biases of neighbouring keys lie side by side, so scores and biases are vectors alike on every target, and nothing is looked
 * up. A table is made when weights are loaded and shared by all layers: alibi's of slopes, one of relative buckets of the learned
 * parameter, each number of it for all offsets of its bucket. It takes {@code 8 context} bytes a head.
 *
 * @param table (heads, offsets)
 * @param middle the column of offset 0
 */
record DistanceBias(Buffer table, Argument argument, int middle) {
    /** @param most keys of a sequence */
    static Optional<DistanceBias> of(Op.Attention op, int most) {
        return of(op.bias(), op.heads(), most);
    }

    /** @param most keys of a sequence */
    static Optional<DistanceBias> of(ScoreBias bias, int heads, int most) {
        int middle = most - 1;
        int columns = Math.addExact(Math.multiplyExact(2, middle), Rows.PAD);
        return switch (bias) {
            case ScoreBias.None() -> Optional.empty();
            case ScoreBias.Alibi() -> Optional.of(of(WeightUse.table(alibi(heads, middle, columns)), columns, middle));
            case ScoreBias.Relative relative -> {
                int stride = Rows.padded(columns + relative.buckets());
                yield Optional.of(of(WeightUse.distances(relative, stride, middle, columns), stride, middle));
            }
        };
    }

    private static DistanceBias of(WeightUse use, int columns, int middle) {
        return new DistanceBias(
                Buffer.rows("bias", Space.WEIGHT, Rows.padded(columns)), new Argument.OfWeights(use), middle);
    }

    private static Param alibi(int heads, int middle, int columns) {
        return new Param(
                "alibi of " + heads + " heads", TensorType.constant(heads, columns), new Param.Source.Alibi(middle));
    }

    /** The score of a product of query and key. */
    Expr added(Expr product, double scale, Index head, Index offset) {
        Expr term = load(table, head, offset.plus(middle));
        return scale == 1 ? Expr.add(product, term) : new Expr.Fma(product, real(scale), term);
    }
}
