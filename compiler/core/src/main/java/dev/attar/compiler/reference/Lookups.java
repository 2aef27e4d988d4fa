package dev.attar.compiler.reference;

/** Rows found by index. */
final class Lookups {
    private Lookups() {}

    /** {@code out[t] = offset + the place of token t in its sequence}: (T). */
    static int[] positions(Tokens tokens, int offset) {
        int[] out = new int[tokens.tokenCount()];
        int[] starts = tokens.starts();
        for (int s = 0; s + 1 < starts.length; s++)
            for (int t = starts[s]; t < starts[s + 1]; t++) out[t] = offset + t - starts[s];
        return out;
    }

    /** {@code out[t] = offset + indices[t]}: (T). */
    static int[] shifted(int[] indices, int offset) {
        int[] out = new int[indices.length];
        for (int t = 0; t < indices.length; t++) out[t] = offset + indices[t];
        return out;
    }

    /** {@code out[t] = table[indices[t]]}: (T), (N,C) -> (T,C). */
    static double[][] embed(int[] indices, double[][] table) {
        double[][] out = new double[indices.length][];
        for (int t = 0; t < indices.length; t++) out[t] = table[indices[t]].clone();
        return out;
    }
}
