package dev.attar.compiler.reference;

import java.util.Arrays;
import java.util.List;

/** Rows side by side. */
final class Joined {
    private Joined() {}

    /** Row r of the result is row r of each part, one after another. */
    static double[][] columns(List<double[][]> parts) {
        double[][] out = new double[parts.getFirst().length][];
        for (int r = 0; r < out.length; r++) {
            int row = r;
            out[r] = parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(part[row]))
                    .toArray();
        }
        return out;
    }
}
