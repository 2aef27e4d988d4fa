package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One tensor operation. Pure: equal inputs, equal output. The set is on this page and in the files of the families it permits;
 * training is in {@link GradientOp}, {@link LossOp}, {@link DropoutOp} and {@link UpdateOp}, what is kept from call to call in
 * {@link CacheOp}, which alone is not pure. Constructors refuse shapes that do not
 * fit ({@link ShapeMismatch}), so an ill-shaped graph cannot be built.
 */
public sealed interface Op
        permits Op.OfOne,
                Op.Positions,
                Op.Embed,
                Op.Add,
                Op.Attention,
                Op.Linear,
                Op.EmbedSum,
                NormOp,
                ElementwiseOp,
                Rotary,
                GlobalOp,
                DisentangledAttention,
                CacheOp,
                GradientOp,
                LossOp,
                DropoutOp,
                UpdateOp {
    /** The type of the result. */
    TensorType type();

    /** The values read, in order. */
    List<Value> operands();

    /** The parameters read, in order. */
    default List<Param> params() {
        return List.of();
    }

    /** A copy of this operation on other values of the same types. */
    Op mapOperands(UnaryOperator<Value> to);

    /** Operations that read one value. */
    sealed interface OfOne extends Op {
        Value in();

        @Override
        default List<Value> operands() {
            return List.of(in());
        }
    }

    /** Operations that turn each row into a row of the same width. */
    sealed interface RowWise extends OfOne {
        @Override
        default TensorType type() {
            return in().type();
        }
    }

    /**
     * {@code out[t] = offset + the place of token t in its sequence}: () -> index (T). Where a call brings the end of a sequence
     * alone, its places are given.
     *
     * @param rows whose tokens: those of the sequences, or of their sources
     * @param places of the tokens, where the first of a call is not the first of its sequence: index (T)
     */
    record Positions(int offset, Ragged rows, Optional<Value> places) implements Op {
        public Positions {
            if (rows == Ragged.SEQUENCES) throw new ShapeMismatch("positions of " + rows);
            places.ifPresent(p -> Shapes.require(p.type().equals(TensorType.indices(rows)), "positions", p, p));
        }

        /** From the first token of each sequence on. */
        public Positions(int offset, Ragged rows) {
            this(offset, rows, Optional.empty());
        }

        public Positions(int offset) {
            this(offset, Ragged.TOKENS);
        }

        @Override
        public TensorType type() {
            return TensorType.indices(rows);
        }

        @Override
        public List<Value> operands() {
            return places.stream().toList();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Positions(offset, rows, places.map(to));
        }
    }

    /** {@code out[t] = table[indices[t]]}: index (R), table (N,C) -> (R,C). */
    record Embed(Value indices, Param table) implements Op {
        public Embed {
            Shapes.require(indices.type().element() == ElementType.INDEX, "embed", indices, table);
            Shapes.require(table.type().dimensions().size() == 2, "embed", indices, table);
        }

        @Override
        public TensorType type() {
            return TensorType.rows(indices.type().ragged(), table.type().last());
        }

        @Override
        public List<Value> operands() {
            return List.of(indices);
        }

        @Override
        public List<Param> params() {
            return List.of(table);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Embed(to.apply(indices), table);
        }
    }

    /** {@code out = in * weight^T}: in (R,K), weight (N,K) -> (R,N). */
    record MatMul(Value in, Param weight) implements OfOne {
        public MatMul {
            Shapes.require(weight.type().dimensions().size() == 2, "matmul", in, weight);
            Shapes.require(in.type().last() == weight.type().last(), "matmul", in, weight);
        }

        @Override
        public TensorType type() {
            return TensorType.rows(in.type().ragged(), weight.type().sizes().getFirst());
        }

        @Override
        public List<Param> params() {
            return List.of(weight);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new MatMul(to.apply(in), weight);
        }
    }

    /** {@code out[r] = in[r] + bias}: in (R,N), bias (N) -> (R,N). */
    record AddBias(Value in, Param bias) implements RowWise {
        public AddBias {
            Shapes.requireVector("bias", in, bias);
        }

        @Override
        public List<Param> params() {
            return List.of(bias);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new AddBias(to.apply(in), bias);
        }
    }

    /** {@code out = left + right}: (R,C), (R,C) -> (R,C). */
    record Add(Value left, Value right) implements Op {
        public Add {
            Shapes.requireFloats("add", left);
            Shapes.require(left.type().equals(right.type()), "add", left, right);
        }

        @Override
        public TensorType type() {
            return left.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(left, right);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Add(to.apply(left), to.apply(right));
        }
    }

    /**
     * Normalises each row to mean 0 and variance 1, then scales by gamma and shifts by beta: in (R,C), gamma (C), beta (C)
     * -> (R,C). Two passes, biased variance, epsilon inside the root.
     *
     * <p>Source: Ba, Kiros and Hinton 2016, section 3.
     */
    record LayerNorm(Value in, Param gamma, Param beta, double epsilon) implements RowWise {
        public LayerNorm {
            Shapes.requireVector("norm", in, gamma);
            Shapes.requireVector("norm", in, beta);
            Shapes.require(0 <= epsilon && epsilon < Double.POSITIVE_INFINITY, "norm, epsilon " + epsilon, in, gamma);
        }

        @Override
        public List<Param> params() {
            return List.of(gamma, beta);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new LayerNorm(to.apply(in), gamma, beta, epsilon);
        }
    }

    /** {@code out = function(in)}, element by element: (R,C) -> (R,C). */
    record Activate(Value in, Activation function) implements RowWise {
        public Activate {
            Shapes.requireFloats("activate", in);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Activate(to.apply(in), function);
        }
    }

    /**
     * Attention, for each head h on its D = C / heads channels: {@code out = softmax(scale q k^T + bias) v}. Sequence i of the
     * queries sees sequence i of the keys, as far as the mask lets it; raggedness is a mask, too. Head h reads group
     * {@code h / (heads / groups)} of keys and values: query (R,C), key and value (S,groups D) -> (R,C). R and S are the same, or
     * in cross attention the tokens and those of the source. Where S is what is kept of the queries' own sequences, the queries are
     * the last of them ({@link #isContinued}).
     *
     * <p>Source: Vaswani et al. 2017, sections 3.2.1 and 3.2.2; groups: Ainslie et al. 2023, section 2.2.
     */
    record Attention(
            Value query, Value key, Value value, int heads, int groups, Mask mask, double scale, ScoreBias bias)
            implements Op {
        public Attention {
            String name = "attention with " + heads + " heads";
            Shapes.requireFloats(name, query);
            Shapes.require(key.type().equals(value.type()), name, key, value);
            Shapes.require(query.type().ragged() != Ragged.SEQUENCES, name, query, key);
            Shapes.require(key.type().ragged() != Ragged.SEQUENCES, name, query, key);
            Shapes.require(heads > 0 && query.type().last() % heads == 0, name, query, key);
            String grouped = name + " on " + groups + " groups";
            Shapes.require(groups > 0 && heads % groups == 0, grouped, query, key);
            Shapes.require(key.type().last() == query.type().last() / heads * groups, grouped, query, key);
            boolean cross =
                    query.type().ragged() != key.type().ragged() && key.type().ragged() != Ragged.KEPT;
            Shapes.require(!cross || mask instanceof Mask.None, "masked cross attention", query, key);
            Shapes.require(!cross || bias instanceof ScoreBias.None, "biased cross attention", query, key);
            Shapes.require(0 < scale && scale < Double.POSITIVE_INFINITY, name + ", scale " + scale, query, key);
            for (Param table : bias.params()) Shapes.require(table.type().last() == heads, name, query, table);
        }

        /** The plain form: no mask, no groups, scaled by 1 / sqrt(D). */
        public Attention(Value query, Value key, Value value, int heads) {
            this(query, key, value, heads, heads, new Mask.None(), usualScale(query, heads), new ScoreBias.None());
        }

        /** {@code 1 / sqrt(D)} */
        public static double usualScale(Value query, int heads) {
            return heads < 1 ? 1 : 1 / StrictMath.sqrt(Math.max(1, query.type().last() / heads));
        }

        /** Whether it is the plain form. */
        public boolean isPlain() {
            return query.type().ragged() == key.type().ragged()
                    && groups == heads
                    && mask instanceof Mask.None
                    && bias instanceof ScoreBias.None
                    && scale == usualScale(query, heads);
        }

        /** Whether keys and values are what is kept of the queries' sequences, the queries' own among them, at the end. */
        public boolean isContinued() {
            return key.type().ragged() == Ragged.KEPT;
        }

        /** D: channels of one head. */
        public int headWidth() {
            return query.type().last() / heads;
        }

        @Override
        public TensorType type() {
            return query.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(query, key, value);
        }

        @Override
        public List<Param> params() {
            return bias.params();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Attention(to.apply(query), to.apply(key), to.apply(value), heads, groups, mask, scale, bias);
        }
    }

    /** The tokens of each sequence become one row, of one pool or several side by side: (T,C) -> (B, pools * C). */
    record PoolTokens(Value in, List<Pool> pools) implements OfOne {
        public PoolTokens {
            pools = List.copyOf(pools);
            Shapes.require(in.type().ragged() == Ragged.TOKENS && !pools.isEmpty(), "pool", in, in);
        }

        public PoolTokens(Value in, Pool pool) {
            this(in, List.of(pool));
        }

        @Override
        public TensorType type() {
            return TensorType.rows(
                    Ragged.SEQUENCES, Math.multiplyExact(in.type().last(), pools.size()));
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new PoolTokens(to.apply(in), pools);
        }
    }

    /** {@code out[r] = in[r] / max(|in[r]|, 1e-12)}, the Euclidean norm: (R,C) -> (R,C). */
    record Normalize(Value in) implements RowWise {
        /** Lower bound of the divisor. */
        public static final double MIN_NORM = 1e-12;

        public Normalize {
            Shapes.requireFloats("normalize", in);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Normalize(to.apply(in));
        }
    }

    /** {@code out[r] = exp(in[r] - max) / sum}: (R,C) -> (R,C). */
    record Softmax(Value in) implements RowWise {
        public Softmax {
            Shapes.requireFloats("softmax", in);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Softmax(to.apply(in));
        }
    }

    // ---- made by fusing; the checker never builds these ----

    /**
     * A dense layer with everything that can happen to its result before it is stored:
     * {@code out = residual + function(in * [weights]^T + [biases])}. Several weights stand one below the other, so their
     * outputs stand side by side. in (R,K), weights (N1,K) (N2,K) …, residual (R,N) -> (R,N) with N = N1 + N2 + ….
     */
    record Linear(
            Value in, List<Param> weights, List<Param> biases, Optional<Activation> function, Optional<Value> residual)
            implements Op {
        public Linear {
            weights = List.copyOf(weights);
            biases = List.copyOf(biases);
            Shapes.require(!weights.isEmpty(), "linear without weights", in, in);
            for (Param weight : weights) {
                Shapes.requireMatrix("linear", in, weight);
                Shapes.require(in.type().last() == weight.type().last(), "linear", in, weight);
            }
            Shapes.require(biases.isEmpty() || biases.size() == weights.size(), "linear", in, weights.getFirst());
            for (int i = 0; i < biases.size(); i++) {
                TensorType wanted =
                        TensorType.constant(weights.get(i).type().sizes().getFirst());
                Shapes.require(biases.get(i).type().equals(wanted), "linear with bias", weights.get(i), biases.get(i));
            }
            TensorType out = TensorType.rows(in.type().ragged(), outputs(weights));
            residual.ifPresent(r -> Shapes.require(r.type().equals(out), "linear giving " + out, in, r));
        }

        /** N: all outputs. */
        public int outputs() {
            return outputs(weights);
        }

        private static int outputs(List<Param> weights) {
            return weights.stream().mapToInt(w -> w.type().sizes().getFirst()).sum();
        }

        @Override
        public TensorType type() {
            return TensorType.rows(in.type().ragged(), outputs());
        }

        @Override
        public List<Value> operands() {
            List<Value> all = new ArrayList<>(List.of(in));
            residual.ifPresent(all::add);
            return List.copyOf(all);
        }

        @Override
        public List<Param> params() {
            List<Param> all = new ArrayList<>(weights);
            all.addAll(biases);
            return List.copyOf(all);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Linear(to.apply(in), weights, biases, function, residual.map(to));
        }
    }

    /** {@code out[r] = in[r][from … from + width]}; a view, it costs nothing: (R,N) -> (R,width). */
    record Columns(Value in, int from, int width) implements OfOne {
        public Columns {
            Shapes.require(from >= 0 && from + width <= in.type().last(), "columns", in, in);
        }

        @Override
        public TensorType type() {
            return TensorType.rows(in.type().ragged(), width);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Columns(to.apply(in), from, width);
        }
    }

    /** {@code out = in}, in memory of its own: (R,C) -> (R,C). */
    record Copy(Value in) implements RowWise {
        public Copy {
            Shapes.requireFloats("copy", in);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Copy(to.apply(in));
        }
    }

    /**
     * {@code out[t] = tables[0][indices[0][t]] + tables[1][indices[1][t]] + …}, added in this order: -> (R,C).
     *
     * @param rows R, the tokens that are looked up: those of the batch or of its sources
     */
    record EmbedSum(Ragged rows, List<Lookup> lookups) implements Op {
        public EmbedSum {
            lookups = List.copyOf(lookups);
            if (lookups.isEmpty()) throw new ShapeMismatch("embed sum of nothing");
            Param first = lookups.getFirst().table();
            for (Lookup lookup : lookups) {
                Param table = lookup.table();
                Shapes.require(table.type().dimensions().size() == 2, "embed sum", table);
                Shapes.require(table.type().last() == first.type().last(), "embed sum with " + first, table);
                lookup.indices()
                        .ifPresent(
                                i -> Shapes.require(i.type().equals(TensorType.indices(rows)), "embed sum", i, table));
            }
        }

        /** One table and how its row is found: {@code indices[t] + position}, or without indices the token's place plus {@code position}. */
        public record Lookup(Optional<Value> indices, int position, Param table) {}

        @Override
        public TensorType type() {
            return TensorType.rows(rows, lookups.getFirst().table().type().last());
        }

        @Override
        public List<Value> operands() {
            return lookups.stream().flatMap(l -> l.indices().stream()).toList();
        }

        @Override
        public List<Param> params() {
            return lookups.stream().map(Lookup::table).toList();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new EmbedSum(
                    rows,
                    lookups.stream()
                            .map(l -> new Lookup(l.indices().map(to), l.position(), l.table()))
                            .toList());
        }
    }
}
