package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Rotation;
import java.util.Arrays;
import java.util.Optional;

/** Rounding errors of products element by element, of norms of runs and of rotary positions (see {@link RoundingErrors}). */
final class ProductErrors {
    private final Rounding rounding;

    ProductErrors(Rounding rounding) {
        this.rounding = rounding;
    }

    /** {@code d(a b) = a db + b da} */
    double[][] multiply(double[][] a, double[][] ofA, double[][] b, double[][] ofB) {
        double[][] error = new double[a.length][];
        for (int r = 0; r < a.length; r++) {
            error[r] = new double[a[r].length];
            for (int c = 0; c < a[r].length; c++)
                error[r][c] = Math.sqrt(
                        square(a[r][c] * ofB[r][c]) + square(b[r][c] * ofA[r][c]) + rounding.of(1, a[r][c] * b[r][c]));
        }
        return error;
    }

    /** The factor is rounded, too. */
    double[][] scale(double[][] in, double[][] before, double factor) {
        double[][] error = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            error[r] = new double[in[r].length];
            for (int c = 0; c < in[r].length; c++)
                error[r][c] = Math.sqrt(square(factor * before[r][c]) + rounding.of(2, factor * in[r][c]));
        }
        return error;
    }

    double[][] norm(NormOp op, double[][] in, double[][] before, Optional<double[]> gamma) {
        double[] scale = gamma.orElseGet(() -> RunNorms.ones(op.width()));
        double[][] error = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            error[r] = new double[in[r].length];
            for (int from = 0; from < in[r].length; from += op.width()) {
                double[] run = Arrays.copyOfRange(in[r], from, from + op.width());
                double[] ofRun = Arrays.copyOfRange(before[r], from, from + op.width());
                double[] normed = switch (op) {
                    case NormOp.RmsNorm _ -> rms(run, ofRun, scale, op.epsilon());
                    case NormOp.CenteredNorm _ ->
                        new NormErrors(rounding)
                                .layerNorm(
                                        new double[][] {run},
                                        new double[][] {ofRun},
                                        scale,
                                        new double[op.width()],
                                        op.epsilon())[0];
                };
                System.arraycopy(normed, 0, error[r], from, op.width());
            }
        }
        return error;
    }

    /** With y the row before gamma: {@code dy_i = (dx_i - y_i mean(y dx)) / size}. */
    private double[] rms(double[] in, double[] before, double[] gamma, double epsilon) {
        int width = in.length;
        double size = RunNorms.size(in, epsilon);
        double weighted = 0;
        double[] y = new double[width];
        for (int c = 0; c < width; c++) {
            y[c] = in[c] / size;
            weighted += square(y[c] * before[c]);
        }
        boolean known = Rounding.CONFIDENCE * Math.sqrt(weighted / width) < size / 2;
        double[] error = new double[width];
        for (int c = 0; c < width; c++) {
            double handed =
                    square(before[c]) * (1 - 2 * square(y[c]) / width) + square(y[c]) * weighted / square(width);
            double own = rounding.of(1.5 * width / 4 + 6, y[c]);
            double range = 2 * Math.sqrt(width) / Rounding.CONFIDENCE;
            double scaled = known ? Math.min(Math.sqrt(Math.max(0, handed) / square(size) + own), range) : range;
            error[c] = Math.sqrt(square(gamma[c] * scaled) + rounding.of(1, gamma[c] * y[c]));
        }
        return error;
    }

    /** Sine and cosine are taken to be rounded once. */
    double[][] rotary(Rotary op, double[][] in, double[][] before, int[] positions) {
        Rotation rotation = op.rotation();
        double[][] error = new double[in.length][];
        for (int t = 0; t < in.length; t++) {
            error[t] = before[t].clone();
            for (int i = 0; i < rotation.width() / 2; i++) {
                double angle = positions[t] * rotation.frequency(i);
                double cos = Math.cos(angle);
                double sin = Math.sin(angle);
                for (int head = 0; head < in[t].length; head += op.headWidth()) {
                    int first = head + rotation.first(i);
                    int second = head + rotation.second(i);
                    double a = in[t][first];
                    double b = in[t][second];
                    error[t][first] = turned(a * cos, -b * sin, before[t][first] * cos, before[t][second] * sin);
                    error[t][second] = turned(b * cos, a * sin, before[t][second] * cos, before[t][first] * sin);
                }
            }
        }
        return error;
    }

    private double turned(double one, double other, double ofOne, double ofOther) {
        return Math.sqrt(square(ofOne)
                + square(ofOther)
                + rounding.of(2, one)
                + rounding.of(1, other)
                + rounding.of(1, one + other));
    }
}
