package dev.attar.compiler.reference;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Dropping;

/**
 * What dropout multiplies by, drawn by place (see {@link dev.attar.compiler.model.DropoutOp}).
 *
 * @param seed two words of the key, then the tokens, the sequences and the tokens of sources before this call
 * @param layer the number of the layer, 0 outside of repeats
 */
record Dropouts(Dropping dropping, int[] seed, int layer) {
    /** {@code in * m}: (R,C) -> (R,C). */
    double[][] apply(double[][] in, Ragged rows) {
        int before = seed[Dropping.before(rows)];
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            out[r] = new double[in[r].length];
            for (int c = 0; c < in[r].length; c++) out[r][c] = in[r][c] * factor(c, before + r, 0);
        }
        return out;
    }

    /** What the share of token t, of these rows, in head h for the j-th token of its sequence is multiplied by. */
    double share(Ragged rows, int t, int h, int j) {
        return factor(j, seed[Dropping.before(rows)] + t, h);
    }

    private double factor(int column, int row, int head) {
        int[] counter = {column / 4, row, dropping.number(), (layer << 16) + head};
        int word = Philox.words(counter, seed[0], seed[1])[column % 4];
        return word >>> 8 < dropping.threshold() ? 0 : 1 / (1 - dropping.rate());
    }
}
