package dev.attar.compiler.reference;

import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.PositionBuckets;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import dev.attar.compiler.reference.AttentionErrors.Operand;
import java.util.Optional;

/**
 * Disentangled attention, query by query and head by head, as plain attention of one head that is three times as wide: a query
 * {@code (q, q, 1)} and a key {@code (k, a, k b)} have the product {@code q k + q a + k b}. What the rows of a table have no part in is 0.
 *
 * <p>Source: He, Liu, Gao and Chen 2021, section 3.1, equation 4.
 */
final class DisentangledHeads {
    private final DisentangledAttention op;
    private final double[][] keys;
    private final double[][] queries;
    private final int[] starts;
    private final int width;

    /**
     * @param keys the table of positions' keys, where there is one
     * @param queries the table of positions' queries, where there is one
     * @param starts first token of each sequence, then the number of tokens: (B + 1)
     */
    DisentangledHeads(DisentangledAttention op, double[][] keys, double[][] queries, int[] starts) {
        this.op = op;
        this.keys = keys;
        this.queries = queries;
        this.starts = starts;
        this.width = op.headWidth();
    }

    /** What is made of one query and the keys and values it sees, all three times as wide as a head. */
    interface Plain {
        double[] of(Op.Attention op, Operand query, Operand key, Operand value);
    }

    /** The law itself. */
    double[][] attend(double[][] query, double[][] key, double[][] value) {
        return rows(
                new Operand(query, zeros(query)),
                new Operand(key, zeros(key)),
                new Operand(value, zeros(value)),
                (one, q, k, v) -> new DotProductAttention(one, null)
                        .attend(q.rows(), k.rows(), v.rows(), new int[] {0, 1}, new int[] {0, k.rows().length})[0]);
    }

    double[][] rows(Operand query, Operand key, Operand value, Plain plain) {
        double[][] out = new double[query.rows().length][query.rows()[0].length];
        for (int s = 0; s + 1 < starts.length; s++)
            for (int t = starts[s]; t < starts[s + 1]; t++)
                for (int h = 0; h < op.heads(); h++) {
                    double[] one = head(s, t, h, query, key, value, plain);
                    System.arraycopy(one, 0, out[t], h * width, width);
                }
        return out;
    }

    private double[] head(int s, int t, int h, Operand query, Operand key, Operand value, Plain plain) {
        int place = t - starts[s];
        int first = op.mask().first(place);
        int count = op.mask().end(place, starts[s + 1] - starts[s]) - first;
        int from = h / (op.heads() / op.groups()) * width;
        double[][] k = new double[count][3 * width];
        double[][] dk = new double[count][3 * width];
        double[][] v = new double[count][3 * width];
        double[][] dv = new double[count][3 * width];
        for (int j = 0; j < count; j++) {
            int row = starts[s] + first + j;
            int offset = first + j - place;
            for (int c = 0; c < width; c++) {
                double content = key.rows()[row][from + c];
                double error = key.errors()[row][from + c];
                double position = at(keys, op.positionKeys(), offset, from + c);
                double asking = at(queries, op.positionQueries(), offset, h * width + c);
                k[j][c] = content;
                dk[j][c] = error;
                k[j][width + c] = position;
                k[j][2 * width + c] = content * asking;
                dk[j][2 * width + c] = error * asking;
                v[j][c] = value.rows()[row][from + c];
                dv[j][c] = value.errors()[row][from + c];
            }
        }
        double[][] q = new double[1][3 * width];
        double[][] dq = new double[1][3 * width];
        for (int c = 0; c < width; c++) {
            q[0][c] = query.rows()[t][h * width + c];
            q[0][width + c] = q[0][c];
            q[0][2 * width + c] = 1;
            dq[0][c] = query.errors()[t][h * width + c];
            dq[0][width + c] = dq[0][c];
        }
        return plain.of(ofOneHead(), new Operand(q, dq), new Operand(k, dk), new Operand(v, dv));
    }

    private Op.Attention ofOneHead() {
        Value row = new Value("row", TensorType.rows(op.query().type().ragged(), 3 * width));
        return new Op.Attention(row, row, row, 1, 1, new Mask.None(), op.scale(), new ScoreBias.None());
    }

    private static double at(double[][] table, Optional<PositionBuckets> buckets, int offset, int channel) {
        return buckets.map(rule -> table[rule.bucket(offset)][channel]).orElse(0.0);
    }

    private static double[][] zeros(double[][] like) {
        return new double[like.length][like[0].length];
    }
}
