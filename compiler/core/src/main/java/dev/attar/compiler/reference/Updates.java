package dev.attar.compiler.reference;

import dev.attar.compiler.model.UpdateOp;
import java.util.function.DoubleBinaryOperator;

/** Optimizers, element by element. */
final class Updates {
    private Updates() {}

    static double addSquares(double sum, double[][] in) {
        double out = sum;
        for (double[] row : in) for (double x : row) out += x * x;
        return out;
    }

    /** Factor and norm. */
    static double[] gradientFactor(double squares, double count, double limit) {
        if (count == 0) return new double[2];
        double norm = StrictMath.sqrt(squares) / count;
        return new double[] {Math.min(1, limit / (norm + UpdateOp.GradientFactor.EPSILON)) / count, norm};
    }

    /** {@code out = function(left, right)} for each element. */
    static double[][] each(double[][] left, double[][] right, DoubleBinaryOperator function) {
        double[][] out = new double[left.length][];
        for (int r = 0; r < left.length; r++) {
            out[r] = new double[left[r].length];
            for (int c = 0; c < left[r].length; c++) out[r][c] = function.applyAsDouble(left[r][c], right[r][c]);
        }
        return out;
    }

    /** The step that is subtracted. */
    static double adamStep(
            double first, double second, double rate, double[] corrections, double epsilon, UpdateOp.AdamForm form) {
        return switch (form) {
            case PAPER -> {
                double mean = first / corrections[0];
                double root = StrictMath.sqrt(second / corrections[1]);
                yield rate * mean / (root + epsilon);
            }
            case FOLDED -> {
                double folded = rate * StrictMath.sqrt(corrections[1]) / corrections[0];
                yield folded * first / (StrictMath.sqrt(second) + epsilon);
            }
        };
    }
}
