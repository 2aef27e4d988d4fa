package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The backward pass of attention, and attention with dropout. No matrix of tokens by tokens is kept: the shares
 * {@code p[t][j] = exp(q[t] k[j] / sqrt(D) - logSum[t])} are computed again from query, key and one number for each token
 * and head. With dropout, {@code m[t][j]} is 0 or {@code 1 / (1 - rate)}, drawn again by {@link DropoutOp}'s generator;
 * without it, 1.
 *
 * <p>Source: Dao, Fu, Ermon, Rudra and Ré 2022, section 3.1 and appendix B.4.
 */
public sealed interface AttentionOp extends GradientOp {
    /** {@code out[t][h] = log(sum over j of exp(q[t] k[j] / sqrt(D)))}, on the channels of head h: (T,C), (T,C) -> (T,heads). */
    record LogSum(Value query, Value key, int heads) implements AttentionOp {
        public LogSum {
            Shapes.require(query.type().equals(key.type()), "attention log-sum", query, key);
            Shapes.require(query.type().ragged() == Ragged.TOKENS, "attention log-sum", query, key);
            Shapes.require(heads > 0 && query.type().last() % heads == 0, "attention log-sum", query, key);
        }

        @Override
        public TensorType type() {
            return TensorType.rows(Ragged.TOKENS, heads);
        }

        @Override
        public List<Value> operands() {
            return List.of(query, key);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new LogSum(to.apply(query), to.apply(key), heads);
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
    record Dropped(Value query, Value key, Value value, int heads, Dropping dropping) implements AttentionOp {
        public Dropped {
            new Op.Attention(query, key, value, heads); // the same shapes
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
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Dropped(to.apply(query), to.apply(key), to.apply(value), heads, dropping.map(to));
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
            int heads,
            Value gradient,
            Value logSum,
            Value dots,
            Optional<Dropping> dropping) {
        public Recomputed {
            new Op.Attention(query, key, value, heads); // the same shapes
            TensorType statistics = TensorType.rows(Ragged.TOKENS, heads);
            Shapes.require(gradient.type().equals(query.type()), "attention gradient", query, gradient);
            Shapes.require(logSum.type().equals(statistics), "attention gradient", query, logSum);
            Shapes.require(dots.type().equals(statistics), "attention gradient", query, dots);
        }

        private List<Value> operands() {
            List<Value> all = new ArrayList<>(List.of(query, key, value, gradient, logSum, dots));
            dropping.ifPresent(d -> all.add(d.seed()));
            return List.copyOf(all);
        }

        private Recomputed map(UnaryOperator<Value> to) {
            return new Recomputed(
                    to.apply(query),
                    to.apply(key),
                    to.apply(value),
                    heads,
                    to.apply(gradient),
                    to.apply(logSum),
                    to.apply(dots),
                    dropping.map(d -> d.map(to)));
        }
    }

    /** {@code out[t] = sum over j of ds[t][j] k[j] / sqrt(D)}, with {@code ds = p (m (gradient[t] v[j]) - dots[t])}: (T,C). */
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
        public Op mapOperands(UnaryOperator<Value> to) {
            return new QueryGradient(of.map(to));
        }
    }

    /**
     * By key and value, side by side: {@code out[j]} is {@code sum over t of ds[t][j] q[t] / sqrt(D)}, then
     * {@code sum over t of m[t][j] p[t][j] gradient[t]}: (T,2C).
     */
    record KeyValueGradient(Recomputed of) implements AttentionOp {
        @Override
        public TensorType type() {
            return TensorType.rows(Ragged.TOKENS, 2 * of.query().type().last());
        }

        @Override
        public List<Value> operands() {
            return of.operands();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new KeyValueGradient(of.map(to));
        }
    }
}
