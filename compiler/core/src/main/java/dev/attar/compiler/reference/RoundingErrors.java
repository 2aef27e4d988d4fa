package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows a run of the reference and tells how far arithmetic with {@link Rounding} would be away from it, for each number
 * of each value. An operation hands on the errors of its operands, times its derivatives, and adds its own roundings; so the
 * bound grows with the length of every sum and through the depth of the model, and shrinks where a norm divides by a large
 * deviation, because the numbers at hand are used and no worst case of them. To first order, except where that would be
 * wrong: a division whose divisor could be half its size says nothing, and its result has the whole range allowed.
 *
 * <p>Errors are standard deviations (see {@link Rounding}), in the shape of the value they belong to.
 */
final class RoundingErrors implements Watcher {
    private final Rounding rounding;
    private final Map<String, double[][]> errors = new HashMap<>();

    RoundingErrors(Rounding rounding) {
        this.rounding = rounding;
    }

    /** The largest difference to allow for each number of a value. */
    double[][] tolerance(Value value) {
        double[][] tolerance = copy(errors.get(value.name()));
        for (double[] row : tolerance)
            for (int c = 0; c < row.length; c++) row[c] = Rounding.CONFIDENCE * row[c] + Float.MIN_NORMAL;
        return tolerance;
    }

    @Override
    public void renamed(List<Value> from, List<Value> to) {
        List<double[][]> held = from.stream().map(v -> errors.get(v.name())).toList();
        for (int i = 0; i < held.size(); i++) errors.put(to.get(i).name(), held.get(i));
    }

    @Override
    public void computed(Assign assign, Interpreter at) {
        Value out = assign.out();
        switch (assign.op()) {
            case Op.Positions _ -> {}
            case Op.Embed _ -> errors.put(out.name(), none(at.rows(out)));
            case Op.EmbedSum sum -> errors.put(out.name(), embedSum(sum, at.rows(out), at));
            case Op.MatMul(Value in, Param weight) ->
                errors.put(out.name(), product(in, at.parameters().factors(weight), at));
            case Op.AddBias(Value in, Param _) -> errors.put(out.name(), sum(of(in), null, at.rows(out)));
            case Op.Add(Value left, Value right) -> errors.put(out.name(), sum(of(left), of(right), at.rows(out)));
            case Op.Linear linear -> errors.put(out.name(), linear(linear, at.rows(out), at));
            case Op.Columns(Value in, int from, int width) -> errors.put(out.name(), Sums.columns(of(in), from, width));
            case Op.Copy(Value in) -> errors.put(out.name(), of(in));
            case Op.LayerNorm(Value in, Param gamma, Param beta, double epsilon) -> {
                NormErrors norm = new NormErrors(rounding);
                double[] scale = at.parameters().vector(gamma);
                double[] shift = at.parameters().vector(beta);
                errors.put(out.name(), norm.layerNorm(at.rows(in), of(in), scale, shift, epsilon));
            }
            case Op.Normalize(Value in) ->
                errors.put(out.name(), new NormErrors(rounding).normalize(at.rows(in), of(in)));
            case Op.Activate(Value in, Activation function) ->
                errors.put(out.name(), activate(at.rows(in), of(in), function));
            case Op.Softmax(Value in) ->
                errors.put(out.name(), new SoftmaxErrors(rounding).softmax(at.rows(in), of(in)));
            case Op.Attention attention -> errors.put(out.name(), attention(attention, at));
            case DisentangledAttention attention -> errors.put(out.name(), disentangled(attention, at));
            case GlobalOp global -> errors.put(out.name(), global(global, at));
            case NormOp norm ->
                errors.put(
                        out.name(),
                        new ProductErrors(rounding).norm(norm, at.rows(norm.in()), of(norm.in()), at.gamma(norm)));
            case ElementwiseOp.Multiply(Value left, Value right) ->
                errors.put(
                        out.name(),
                        new ProductErrors(rounding).multiply(at.rows(left), of(left), at.rows(right), of(right)));
            case ElementwiseOp.Scale(Value in, double factor) ->
                errors.put(out.name(), new ProductErrors(rounding).scale(at.rows(in), of(in), factor));
            case Rotary rotary ->
                errors.put(
                        out.name(),
                        new ProductErrors(rounding)
                                .rotary(rotary, at.rows(rotary.in()), of(rotary.in()), at.indices(rotary.positions())));
            case Op.PoolTokens(Value in, List<Pool> pools) ->
                errors.put(
                        out.name(),
                        new PoolErrors(rounding)
                                .pools(at.rows(in), of(in), pools, at.tokens().starts()));
            case CacheOp _ ->
                throw new UnsupportedOperationException(
                        "what is kept has no bound of its own; forward has one: " + out);
            case GradientOp _, LossOp _, DropoutOp _, UpdateOp _ ->
                throw new UnsupportedOperationException("no bound of rounding errors in training yet: " + out);
        }
    }

    private double[][] attention(Op.Attention op, Interpreter at) {
        var query = new AttentionErrors.Operand(at.rows(op.query()), of(op.query()));
        var key = new AttentionErrors.Operand(at.rows(op.key()), of(op.key()));
        var value = new AttentionErrors.Operand(at.rows(op.value()), of(op.value()));
        return new AttentionErrors(rounding, op, at.table(op.bias()), query, key, value)
                .attend(at.starts(op.query()), at.starts(op.key()));
    }

    private double[][] disentangled(DisentangledAttention op, Interpreter at) {
        return at.disentangled(op)
                .rows(
                        new AttentionErrors.Operand(at.rows(op.query()), of(op.query())),
                        new AttentionErrors.Operand(at.rows(op.key()), of(op.key())),
                        new AttentionErrors.Operand(at.rows(op.value()), of(op.value())),
                        (one, q, k, v) -> new AttentionErrors(rounding, one, null, q, k, v)
                                .attend(new int[] {0, 1}, new int[] {0, k.rows().length})[0]);
    }

    /** Those of plain attention over the rows that each query sees. */
    private double[][] global(GlobalOp op, Interpreter at) {
        double[][] others = op instanceof GlobalOp.Everywhere all ? of(all.local()) : null;
        return new GlobalAttention(op, at.starts(op.key())).rows(others, (q, seen) -> {
            var query = new AttentionErrors.Operand(
                    new double[][] {at.rows(op.query())[q]}, new double[][] {of(op.query())[q]});
            return new AttentionErrors(
                            rounding, op.plain(), null, query, seen(op.key(), seen, at), seen(op.value(), seen, at))
                    .attend(new int[] {0, 1}, new int[] {0, seen.size()})[0];
        });
    }

    private AttentionErrors.Operand seen(Value rows, List<Integer> which, Interpreter at) {
        return new AttentionErrors.Operand(
                GlobalAttention.gathered(at.rows(rows), which), GlobalAttention.gathered(of(rows), which));
    }

    private double[][] of(Value value) {
        return errors.get(value.name());
    }

    private static double[][] none(double[][] like) {
        double[][] none = new double[like.length][];
        for (int r = 0; r < like.length; r++) none[r] = new double[like[r].length];
        return none;
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) copy[r] = rows[r].clone();
        return copy;
    }

    /** Of {@code out = left + right}; a right of null has no error. */
    private double[][] sum(double[][] left, double[][] right, double[][] out) {
        double[][] error = none(out);
        for (int r = 0; r < out.length; r++)
            for (int c = 0; c < out[r].length; c++)
                error[r][c] = Math.sqrt(
                        square(left[r][c]) + (right == null ? 0 : square(right[r][c])) + rounding.of(1, out[r][c]));
        return error;
    }

    private double[][] embedSum(Op.EmbedSum op, double[][] out, Interpreter at) {
        double[][] squares = none(out);
        for (Op.EmbedSum.Lookup lookup : op.lookups()) {
            int[] rows = lookup.indices()
                    .map(v -> Lookups.shifted(at.indices(v), lookup.position()))
                    .orElseGet(() -> Lookups.positions(at.tokens(op.rows()), lookup.position()));
            double[][] terms = Lookups.embed(rows, at.parameters().matrix(lookup.table()));
            for (int r = 0; r < out.length; r++)
                for (int c = 0; c < out[r].length; c++) squares[r][c] += square(terms[r][c]);
        }
        double[][] error = none(out);
        for (int r = 0; r < out.length; r++)
            for (int c = 0; c < out[r].length; c++)
                error[r][c] = Math.sqrt(rounding.ofSum(op.lookups().size() - 1, out[r][c], squares[r][c]));
        return error;
    }

    /** Of {@code in * weight^T}: weights have no error, the channels' errors are independent. */
    private double[][] product(Value in, double[][] weight, Interpreter at) {
        double[][] rows = at.rows(in);
        double[][] before = of(in);
        double[][] error = new double[rows.length][weight.length];
        for (int r = 0; r < rows.length; r++)
            for (int n = 0; n < weight.length; n++) {
                double sum = 0;
                double squares = 0;
                double handed = 0;
                for (int k = 0; k < weight[n].length; k++) {
                    double term = rows[r][k] * weight[n][k];
                    sum += term;
                    squares += term * term;
                    handed += square(before[r][k] * weight[n][k]);
                }
                error[r][n] = Math.sqrt(handed + rounding.ofSum(weight[n].length, sum, squares));
            }
        return error;
    }

    /** The parts of a linear one after another, as the operations it was made from. */
    private double[][] linear(Op.Linear op, double[][] out, Interpreter at) {
        List<double[][]> weights =
                op.weights().stream().map(w -> at.parameters().factors(w)).toList();
        double[][] error = Products.sideBySide(
                weights.stream().map(w -> product(op.in(), w, at)).toList());
        double[][] value = Products.sideBySide(
                weights.stream().map(w -> Products.matMul(at.rows(op.in()), w)).toList());
        if (!op.biases().isEmpty()) {
            List<double[]> biases =
                    op.biases().stream().map(b -> at.parameters().vector(b)).toList();
            value = Sums.addBias(value, Products.joined(biases));
            error = sum(error, null, value);
        }
        if (op.function().isPresent())
            error = activate(value, error, op.function().get());
        return op.residual().isPresent() ? sum(error, of(op.residual().get()), out) : error;
    }

    private double[][] activate(double[][] in, double[][] before, Activation function) {
        double[][] error = none(in);
        for (int r = 0; r < in.length; r++)
            for (int c = 0; c < in[r].length; c++) error[r][c] = activate(in[r][c], before[r][c], function);
        return error;
    }

    /** The steepest slope of the function times the error it is given, and its own roundings. */
    private double activate(double x, double before, Activation function) {
        double y = Activations.at(x, function);
        return switch (function) {
            case RELU -> before;
            case GELU -> Math.sqrt(square(1.13 * before) + rounding.ofFunction(x / 2) + rounding.of(3, x));
            // tanh'(z) z is at most 0.45, so the roundings of its argument z count as less than 5 of |x| / 2
            case GELU_TANH -> Math.sqrt(square(1.13 * before) + rounding.ofFunction(x / 2) + rounding.of(3, x));
            case SILU -> Math.sqrt(square(1.1 * before) + rounding.ofFunction(y) + rounding.of(3, y));
            case TANH -> Math.sqrt(square(before) + rounding.ofFunction(1));
        };
    }
}
