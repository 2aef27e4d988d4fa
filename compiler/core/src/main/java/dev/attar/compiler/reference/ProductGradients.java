package dev.attar.compiler.reference;

/** Derivatives of products, biases and lookups. */
final class ProductGradients {
    private ProductGradients() {}

    /** {@code out = gradient * weight}: (R,N), (N,K) -> (R,K). */
    static double[][] input(double[][] gradient, double[][] weight) {
        double[][] out = new double[gradient.length][weight[0].length];
        for (int r = 0; r < gradient.length; r++)
            for (int n = 0; n < weight.length; n++)
                for (int k = 0; k < out[r].length; k++) out[r][k] += gradient[r][n] * weight[n][k];
        return out;
    }

    /** {@code out = gradient^T * in}: (R,N), (R,K) -> (N,K). */
    static double[][] weight(double[][] gradient, double[][] in) {
        double[][] out = new double[gradient[0].length][in[0].length];
        for (int r = 0; r < in.length; r++)
            for (int n = 0; n < out.length; n++)
                for (int k = 0; k < out[n].length; k++) out[n][k] += gradient[r][n] * in[r][k];
        return out;
    }

    /** {@code out = in[0] + in[1] + …}: (R,N) -> (N). */
    static double[] rowSum(double[][] in) {
        double[] out = new double[in[0].length];
        for (double[] row : in) for (int c = 0; c < out.length; c++) out[c] += row[c];
        return out;
    }

    /** The sum of rows, each of which is a matrix of {@code rows} rows: (R,rows*W) -> (rows,W). */
    static double[][] matrixSum(double[][] gradient, int rows) {
        int width = gradient.length == 0 ? 0 : gradient[0].length / rows;
        double[][] out = new double[rows][width];
        for (double[] row : gradient) for (int i = 0; i < row.length; i++) out[i / width][i % width] += row[i];
        return out;
    }

    /** The sum over rows and over runs of {@code width} channels: (R,C) -> (width). */
    static double[] runSum(double[][] in, int width) {
        double[] out = new double[width];
        for (double[] row : in) for (int c = 0; c < row.length; c++) out[c % width] += row[c];
        return out;
    }

    /** {@code out[indices[t]] += gradient[t]} for each t: (T,C), (T) -> (rows,C). */
    static double[][] embed(double[][] gradient, int[] indices, int rows) {
        double[][] out = new double[rows][gradient[0].length];
        for (int t = 0; t < indices.length; t++)
            for (int c = 0; c < gradient[t].length; c++) out[indices[t]][c] += gradient[t][c];
        return out;
    }
}
