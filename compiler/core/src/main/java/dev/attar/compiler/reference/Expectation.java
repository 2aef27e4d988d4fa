package dev.attar.compiler.reference;

import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import java.util.Optional;

/**
 * What fp32 code must compute: the reference's rows, and for each number how far rounding can have moved it. The distance is
 * derived, by {@link RoundingErrors}, from this model, these parameters and these tokens: longer sums, deeper models and
 * divisions by small numbers earn more, nothing else does.
 *
 * @param rows the reference's result
 * @param tolerance the largest difference allowed for each number of it
 */
public record Expectation(double[][] rows, double[][] tolerance) {
    /** For generated code: fp32 storage and arithmetic. */
    public static Expectation of(ModelGraph model, Parameters parameters, Tokens tokens, String output) {
        return of(model, parameters, tokens, tokens.source(), output, Rounding.FLOAT);
    }

    /**
     * What generated code of a translator may answer.
     *
     * @param source a sequence for each of the tokens'
     */
    public static Expectation of(ModelGraph model, Parameters parameters, Tokens tokens, Tokens source, String output) {
        return of(model, parameters, tokens, Optional.of(source), output, Rounding.FLOAT);
    }

    static Expectation of(ModelGraph model, Parameters parameters, Tokens tokens, String output, Rounding rounding) {
        return of(model, parameters, tokens, tokens.source(), output, rounding);
    }

    private static Expectation of(
            ModelGraph model,
            Parameters parameters,
            Tokens tokens,
            Optional<Tokens> source,
            String output,
            Rounding rounding) {
        Graph graph = model.forward();
        RoundingErrors errors = new RoundingErrors(rounding);
        Interpreter interpreter = Interpreter.of(model, parameters, tokens, source, errors);
        interpreter.run(graph);
        for (Graph.Output wanted : graph.outputs())
            if (wanted.name().equals(output))
                return new Expectation(interpreter.rows(wanted.value()), errors.tolerance(wanted.value()));
        throw new IllegalArgumentException(model.name() + " has no output " + output);
    }

    /** How actual rows compare; rows of another shape are a fault of the caller. */
    public Comparison compare(float[][] actual) {
        if (actual.length != rows.length)
            throw new IllegalArgumentException(actual.length + " rows where " + rows.length + " are expected");
        Comparison worst = Comparison.NONE;
        for (int r = 0; r < rows.length; r++) {
            if (actual[r].length != rows[r].length)
                throw new IllegalArgumentException(
                        "row " + r + " has " + actual[r].length + " columns where " + rows[r].length + " are expected");
            for (int c = 0; c < rows[r].length; c++)
                worst = worst.worse(new Comparison(r, c, rows[r][c], actual[r][c], tolerance[r][c]));
        }
        return worst;
    }

    /** The place where the actual numbers use up most of their tolerance. */
    public record Comparison(int row, int column, double expected, double actual, double tolerance) {
        private static final Comparison NONE = new Comparison(0, 0, 0, 0, 1);

        /** The difference in units of what is allowed: up to 1 is agreement; infinite where either is not a number. */
        public double share() {
            double share = Math.abs(actual - expected) / tolerance;
            return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
        }

        public boolean agrees() {
            return share() <= 1;
        }

        private Comparison worse(Comparison other) {
            return other.share() > share() ? other : this;
        }

        @Override
        public String toString() {
            return "row %d, column %d: expected %s, got %s; %.1e apart, %.1e allowed"
                    .formatted(row, column, expected, actual, Math.abs(actual - expected), tolerance);
        }
    }
}
