package dev.attar.compiler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The backward pass of attention, and attention with dropout. No matrix of tokens by tokens is kept: the shares
 * {@code p[t][j] = exp(scale q[t] k[j] + bias[t][j] - logSum[t])} are computed again from query, key and one number for each token
 * and head. With dropout, {@code m[t][j]} is 0 or {@code 1 / (1 - rate)}, drawn again by {@link DropoutOp}'s generator;
 * without it, 1.
 *
 * <p>Source: Dao, Fu, Ermon, Rudra and Ré 2022, section 3.1 and appendix B.4.
 */
public sealed interface AttentionOp extends GradientOp {
    /** Heads, groups, mask, scale and bias of {@link Op.Attention}. */
    record Form(int heads, int groups, Mask mask, double scale, ScoreBias bias) {
        /** No mask, no groups, no bias, scaled by 1 / sqrt(D). */
        public static Form plain(Value query, int heads) {
            double scale = Op.Attention.usualScale(query, heads);
            return new Form(heads, heads, new Mask.None(), scale, new ScoreBias.None());
        }

        public static Form of(Op.Attention op) {
            return new Form(op.heads(), op.groups(), op.mask(), op.scale(), op.bias());
        }

        /** Heads that share keys and values. */
        public int headsOfGroup() {
            return heads / groups;
        }

        /** Attention of this form. */
        public Op.Attention of(Value query, Value key, Value value) {
            return new Op.Attention(query, key, value, heads, groups, mask, scale, bias);
        }

        private void check(Value query, Value key, Value value) {
            of(query, key, value); // the same shapes
        }
    }

    /** {@code out[t][h] = log(sum over j of exp(scale q[t] k[j] + bias))}, on the channels of head h: (T,C), (S,C) -> (T,heads). */
    record LogSum(Value query, Value key, Form form) implements AttentionOp {
        public LogSum {
            form.check(query, key, key);
        }

        /** Of the plain form. */
        public LogSum(Value query, Value key, int heads) {
            this(query, key, Form.plain(query, heads));
        }

        @Override
        public TensorType type() {
            return TensorType.rows(query.type().ragged(), form.heads());
        }

        @Override
        public List<Value> operands() {
            return List.of(query, key);
        }

        @Override
        public List<Param> params() {
            return form.bias().params();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new LogSum(to.apply(query), to.apply(key), form);
        }
    }

    /** {@code out[t][h] = left[t] * right[t]} on the channels of head h: (T,C), (T,C) -> (T,heads). */
    record HeadDots(Value left, Value right, int heads) implements AttentionOp {
        public HeadDots {
            Shapes.require(left.type().equals(right.type()), "head dots", left, right);
            Shapes.require(heads > 0 && left.type().last() % heads == 0, "head dots", left, right);
        }

        @Override
        public TensorType type() {
            return TensorType.rows(left.type().ragged(), heads);
        }

        @Override
        public List<Value> operands() {
            return List.of(left, right);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new HeadDots(to.apply(left), to.apply(right), heads);
        }
    }

    /** {@code out[t] = sum over j of m[t][j] p[t][j] v[j]}: attention whose shares are dropped, (T,C), (T,C), (T,C) -> (T,C). */
    record Dropped(Value query, Value key, Value value, Form form, Dropping dropping) implements AttentionOp {
        public Dropped {
            form.check(query, key, value);
        }

        @Override
        public TensorType type() {
            return query.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(query, key, value, dropping.seed());
        }

        @Override
        public List<Param> params() {
            return form.bias().params();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Dropped(to.apply(query), to.apply(key), to.apply(value), form, dropping.map(to));
        }
    }

    /**
     * What the derivatives of attention read.
     *
     * @param gradient of attention's result: (T,C)
     * @param logSum {@link LogSum} of query and key: (T,heads)
     * @param dots {@link HeadDots} of gradient and attention's result, which is {@code sum over j of p dp}: (T,heads)
     * @param dropping of the shares, if they were dropped
     */
    record Recomputed(
            Value query,
            Value key,
            Value value,
            Form form,
            Value gradient,
            Value logSum,
            Value dots,
            Optional<Dropping> dropping) {
        public Recomputed {
            form.check(query, key, value);
            TensorType statistics = TensorType.rows(query.type().ragged(), form.heads());
            Shapes.require(gradient.type().equals(query.type()), "attention gradient", query, gradient);
            Shapes.require(logSum.type().equals(statistics), "attention gradient", query, logSum);
            Shapes.require(dots.type().equals(statistics), "attention gradient", query, dots);
        }

        private List<Value> operands() {
            List<Value> all = new ArrayList<>(List.of(query, key, value, gradient, logSum, dots));
            dropping.ifPresent(d -> all.add(d.seed()));
            return List.copyOf(all);
        }

        private List<Param> params() {
            return form.bias().params();
        }

        private Recomputed map(UnaryOperator<Value> to) {
            return new Recomputed(
                    to.apply(query),
                    to.apply(key),
                    to.apply(value),
                    form,
                    to.apply(gradient),
                    to.apply(logSum),
                    to.apply(dots),
                    dropping.map(d -> d.map(to)));
        }
    }

    /** {@code out[t] = scale * sum over j of ds[t][j] k[j]}, with {@code ds = p (m (gradient[t] v[j]) - dots[t])}: (T,C). */
    record QueryGradient(Recomputed of) implements AttentionOp {
        @Override
        public TensorType type() {
            return of.query().type();
        }

        @Override
        public List<Value> operands() {
            return of.operands();
        }

        @Override
        public List<Param> params() {
            return of.params();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new QueryGradient(of.map(to));
        }
    }

    /**
     * By key and value, side by side: {@code out[j]} is {@code scale * sum over t of ds[t][j] q[t]}, then
     * {@code sum over t of m[t][j] p[t][j] gradient[t]}, over the heads of its group: (S,2C).
     */
    record KeyValueGradient(Recomputed of) implements AttentionOp {
        @Override
        public TensorType type() {
            return TensorType.rows(of.key().type().ragged(), 2 * of.key().type().last());
        }

        @Override
        public List<Value> operands() {
            return of.operands();
        }

        @Override
        public List<Param> params() {
            return of.params();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new KeyValueGradient(of.map(to));
        }
    }

    /**
     * By the table of relative buckets, of each sequence by itself: {@code out[s][b heads + h]} is the sum of {@code ds[t][j]} in head h
     * over all pairs of bucket b in sequence s: (B, buckets heads), each row a table (buckets, heads).
     */
    record BucketGradient(Recomputed of) implements AttentionOp {
        public BucketGradient {
            if (!(of.form().bias() instanceof ScoreBias.Relative))
                throw new ShapeMismatch("bucket gradient: the scores have no buckets");
        }

        /** The buckets. */
        public ScoreBias.Relative bias() {
            return (ScoreBias.Relative) of.form().bias();
        }

        @Override
        public TensorType type() {
            return TensorType.rows(
                    Dimension.Ragged.SEQUENCES, bias().buckets() * of.form().heads());
        }

        @Override
        public List<Value> operands() {
            return of.operands();
        }

        @Override
        public List<Param> params() {
            return of.params();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new BucketGradient(of.map(to));
        }
    }
}
