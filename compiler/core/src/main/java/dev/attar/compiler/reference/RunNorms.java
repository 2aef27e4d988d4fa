package dev.attar.compiler.reference;

import dev.attar.compiler.model.NormOp;
import java.util.Arrays;
import java.util.Optional;

/** Norms of runs of channels: a run is a whole row, or one head of it. */
final class RunNorms {
    private RunNorms() {}

    /** @param gamma (width); nothing: ones */
    static double[][] norm(NormOp op, double[][] in, Optional<double[]> gamma) {
        double[] scale = gamma.orElseGet(() -> ones(op.width()));
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            out[r] = new double[in[r].length];
            for (int from = 0; from < in[r].length; from += op.width()) {
                double[] run = Arrays.copyOfRange(in[r], from, from + op.width());
                double[] normed = switch (op) {
                    case NormOp.RmsNorm _ -> rms(run, scale, op.epsilon());
                    case NormOp.CenteredNorm _ ->
                        Norms.layerNorm(new double[][] {run}, scale, new double[op.width()], op.epsilon())[0];
                };
                System.arraycopy(normed, 0, out[r], from, op.width());
            }
        }
        return out;
    }

    /** {@code (g - y mean(g y)) / size}, and for centered ones {@code - mean(g) / size}, with {@code g = gradient * gamma}. */
    static double[][] gradient(NormOp op, double[][] gradient, double[][] in, Optional<double[]> gamma) {
        double[] scale = gamma.orElseGet(() -> ones(op.width()));
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            out[r] = new double[in[r].length];
            for (int from = 0; from < in[r].length; from += op.width()) {
                double[] run = Arrays.copyOfRange(in[r], from, from + op.width());
                double[] given = Arrays.copyOfRange(gradient[r], from, from + op.width());
                double mean = op instanceof NormOp.CenteredNorm ? Norms.mean(run) : 0;
                double size = Norms.deviation(run, mean, op.epsilon());
                double ofGiven = 0;
                double ofBoth = 0;
                for (int c = 0; c < op.width(); c++) {
                    ofGiven += given[c] * scale[c] / op.width();
                    ofBoth += given[c] * scale[c] * ((run[c] - mean) / size) / op.width();
                }
                if (op instanceof NormOp.RmsNorm) ofGiven = 0;
                for (int c = 0; c < op.width(); c++)
                    out[r][from + c] = (given[c] * scale[c] - ofGiven - (run[c] - mean) / size * ofBoth) / size;
            }
        }
        return out;
    }

    /** {@code gamma * in / sqrt(mean of in^2 + epsilon)}. Source: Zhang and Sennrich 2019, section 4. */
    private static double[] rms(double[] in, double[] gamma, double epsilon) {
        double size = size(in, epsilon);
        double[] out = new double[in.length];
        for (int c = 0; c < in.length; c++) out[c] = gamma[c] * (in[c] / size);
        return out;
    }

    /** {@code sqrt(mean of in^2 + epsilon)} */
    static double size(double[] in, double epsilon) {
        return StrictMath.sqrt(Products.dot(in, in, 0, in.length) / in.length + epsilon);
    }

    static double[] ones(int width) {
        double[] ones = new double[width];
        Arrays.fill(ones, 1);
        return ones;
    }
}
