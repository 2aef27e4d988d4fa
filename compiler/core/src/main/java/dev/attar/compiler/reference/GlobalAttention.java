package dev.attar.compiler.reference;

import dev.attar.compiler.model.GlobalOp;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention of sequences with global tokens, query by query: the rows that it sees are gathered, and plain attention goes over them.
 *
 * <p>Source: Beltagy, Peters and Cohan 2020, section 3.1.
 */
final class GlobalAttention {
    private final GlobalOp op;
    private final int[] starts;

    /** @param starts first token of each sequence, then the number of tokens: (B + 1) */
    GlobalAttention(GlobalOp op, int[] starts) {
        this.op = op;
        this.starts = starts;
    }

    /** What is made of one query and the rows it sees. */
    interface Plain {
        double[] of(int query, List<Integer> seen);
    }

    /** @param others the rows of tokens that do not see everything, where the operation has them */
    double[][] rows(double[][] others, Plain plain) {
        double[][] out = new double[starts[starts.length - 1]][];
        for (int s = 0; s + 1 < starts.length; s++)
            for (int t = starts[s]; t < starts[s + 1]; t++) out[t] = row(s, t, others, plain);
        return out;
    }

    private double[] row(int sequence, int token, double[][] others, Plain plain) {
        return switch (op) {
            case GlobalOp.Local local -> plain.of(token, seen(local, sequence, token));
            case GlobalOp.Everywhere all ->
                token - starts[sequence] < all.first()
                        ? plain.of(all.isOfSequences() ? sequence : token, all(sequence))
                        : others[token].clone();
        };
    }

    private List<Integer> seen(GlobalOp.Local local, int sequence, int query) {
        List<Integer> seen = new ArrayList<>();
        for (int key : all(sequence)) {
            boolean near = Math.abs(key - query) <= local.band();
            if (near || key - starts[sequence] < local.first()) seen.add(key);
        }
        return seen;
    }

    private List<Integer> all(int sequence) {
        List<Integer> all = new ArrayList<>();
        for (int key = starts[sequence]; key < starts[sequence + 1]; key++) all.add(key);
        return all;
    }

    /** The law itself. */
    double[][] attend(double[][] others, double[][] query, double[][] key, double[][] value) {
        return rows(
                others,
                (q, seen) -> new DotProductAttention(op.plain(), null)
                        .attend(
                                new double[][] {query[q]},
                                gathered(key, seen),
                                gathered(value, seen),
                                new int[] {0, 1},
                                new int[] {0, seen.size()})[0]);
    }

    static double[][] gathered(double[][] rows, List<Integer> which) {
        return which.stream().map(row -> rows[row]).toArray(double[][]::new);
    }
}
