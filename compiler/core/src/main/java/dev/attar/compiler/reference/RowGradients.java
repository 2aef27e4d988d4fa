package dev.attar.compiler.reference;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Pool;

/** Derivatives of what is done to rows: norms, functions, softmax, pools. */
final class RowGradients {
    private RowGradients() {}

    /** {@code (g - mean(g) - y mean(g y)) / deviation} with {@code g = gradient * gamma}, {@code y = (in - mean) / deviation}. */
    static double[][] normInput(double[][] gradient, double[][] in, double[] gamma, double epsilon) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            int width = in[r].length;
            double mean = Norms.mean(in[r]);
            double deviation = Norms.deviation(in[r], mean, epsilon);
            double[] scaled = new double[width];
            double[] normed = new double[width];
            for (int c = 0; c < width; c++) {
                scaled[c] = gradient[r][c] * gamma[c];
                normed[c] = (in[r][c] - mean) / deviation;
            }
            double ofScaled = Norms.mean(scaled);
            double ofBoth = Products.dot(scaled, normed, 0, width) / width;
            out[r] = new double[width];
            for (int c = 0; c < width; c++) out[r][c] = (scaled[c] - ofScaled - normed[c] * ofBoth) / deviation;
        }
        return out;
    }

    /** The sum over rows of {@code gradient * (in - mean) / deviation}: (R,C), (R,C) -> (C). */
    static double[] normScale(double[][] gradient, double[][] in, double epsilon) {
        double[] out = new double[in[0].length];
        for (int r = 0; r < in.length; r++) {
            double mean = Norms.mean(in[r]);
            double deviation = Norms.deviation(in[r], mean, epsilon);
            for (int c = 0; c < out.length; c++) out[c] += gradient[r][c] * ((in[r][c] - mean) / deviation);
        }
        return out;
    }

    /** {@code (gradient - y (gradient y)) / |in|} with {@code y = in / |in|}: (R,C), (R,C) -> (R,C). */
    static double[][] normalize(double[][] gradient, double[][] in) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            int width = in[r].length;
            double length = Norms.length(in[r]);
            boolean constant = length == Op.Normalize.MIN_NORM;
            double along = constant ? 0 : Products.dot(gradient[r], in[r], 0, width) / length;
            out[r] = new double[width];
            for (int c = 0; c < width; c++) out[r][c] = (gradient[r][c] - in[r][c] / length * along) / length;
        }
        return out;
    }

    /** {@code gradient * function'(in)}: (R,C), (R,C) -> (R,C). */
    static double[][] activate(double[][] gradient, double[][] in, Activation function) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            out[r] = new double[in[r].length];
            for (int c = 0; c < in[r].length; c++) out[r][c] = gradient[r][c] * slope(in[r][c], function);
        }
        return out;
    }

    /** The derivative of a function at x. */
    static double slope(double x, Activation function) {
        return switch (function) {
            case RELU -> x > 0 ? 1 : 0;
            case GELU ->
                (1 + Erf.erf(x / StrictMath.sqrt(2))) / 2
                        + x * StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
            case GELU_TANH -> {
                double scale = StrictMath.sqrt(2 / Math.PI);
                double tanh = StrictMath.tanh(scale * (x + 0.044715 * x * x * x));
                yield (1 + tanh) / 2 + x / 2 * (1 - tanh * tanh) * scale * (1 + 3 * 0.044715 * x * x);
            }
            case SILU -> {
                double sigmoid = 1 / (1 + StrictMath.exp(-x));
                yield sigmoid * (1 + x * (1 - sigmoid));
            }
            case TANH -> {
                double tanh = StrictMath.tanh(x);
                yield 1 - tanh * tanh;
            }
        };
    }

    /** {@code p (gradient - gradient p)}: (R,C), (R,C) -> (R,C). */
    static double[][] softmax(double[][] gradient, double[][] shares) {
        double[][] out = new double[shares.length][];
        for (int r = 0; r < shares.length; r++) {
            double mean = Products.dot(gradient[r], shares[r], 0, shares[r].length);
            out[r] = new double[shares[r].length];
            for (int c = 0; c < shares[r].length; c++) out[r][c] = shares[r][c] * (gradient[r][c] - mean);
        }
        return out;
    }

    /**
     * (B,C), and for the maximum what was pooled -> (T,C).
     *
     * @param in (T,C); read by the maximum only
     */
    static double[][] pool(double[][] gradient, double[][] in, Pool pool, int[] starts) {
        int width = gradient[0].length;
        double[][] out = new double[starts[starts.length - 1]][width];
        for (int s = 0; s + 1 < starts.length; s++)
            for (int c = 0; c < width; c++)
                switch (pool) {
                    case MEAN -> {
                        for (int t = starts[s]; t < starts[s + 1]; t++)
                            out[t][c] = gradient[s][c] / (starts[s + 1] - starts[s]);
                    }
                    case CLS -> out[starts[s]][c] = gradient[s][c];
                    case LAST -> out[starts[s + 1] - 1][c] = gradient[s][c];
                    case WEIGHTED_MEAN -> {
                        double tokens = starts[s + 1] - starts[s];
                        for (int t = starts[s]; t < starts[s + 1]; t++)
                            out[t][c] = gradient[s][c] * (t - starts[s] + 1) / (tokens * (tokens + 1) / 2);
                    }
                    case MEAN_SQRT_LEN -> {
                        for (int t = starts[s]; t < starts[s + 1]; t++)
                            out[t][c] = gradient[s][c] / Math.sqrt(starts[s + 1] - starts[s]);
                    }
                    case MAX -> out[largest(in, c, starts[s], starts[s + 1])][c] = gradient[s][c];
                }
        return out;
    }

    private static int largest(double[][] in, int c, int from, int to) {
        int largest = from;
        for (int t = from; t < to; t++) if (in[t][c] > in[largest][c]) largest = t;
        return largest;
    }
}
