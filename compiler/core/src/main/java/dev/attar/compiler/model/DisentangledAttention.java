package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Attention to contents and to positions: for each head, on its D channels,
 * {@code out = softmax(scale (q k^T + q a^T + k b^T)) v}, where a, the key of a position, and b, the query of a position, are rows of
 * learned tables by the bucket of the offset of key and query. query (R,C), key and value (R,groups D), a of (buckets, groups D), b of
 * (buckets, C) -> (R,C).
 *
 * <p>Source: He, Liu, Gao and Chen 2021, section 3.1, equation 4.
 *
 * @param positionKeys a, where contents attend to positions
 * @param positionQueries b, where positions attend to contents
 */
public record DisentangledAttention(
        Value query,
        Value key,
        Value value,
        int heads,
        int groups,
        Mask mask,
        double scale,
        Optional<PositionBuckets> positionKeys,
        Optional<PositionBuckets> positionQueries)
        implements Op {
    public DisentangledAttention {
        String name = "disentangled attention with " + heads + " heads";
        Op.Attention plain =
                new Op.Attention(query, key, value, heads, groups, mask, scale, new ScoreBias.None()); // its shapes
        Shapes.require(plain.query().type().ragged() == key.type().ragged(), name, query, key);
        Shapes.require(key.type().ragged() != Ragged.KEPT, name, query, key);
        int keys = key.type().last();
        int queries = query.type().last();
        positionKeys.ifPresent(a -> Shapes.require(a.table().type().last() == keys, name, query, a.table()));
        positionQueries.ifPresent(b -> Shapes.require(b.table().type().last() == queries, name, query, b.table()));
        Shapes.require(
                positionKeys.isPresent() || positionQueries.isPresent(), name + " without positions", query, key);
    }

    /** Attention of the same heads without positions. */
    public Op.Attention plain() {
        return new Op.Attention(query, key, value, heads, groups, mask, scale, new ScoreBias.None());
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
        return Stream.of(positionKeys, positionQueries)
                .flatMap(Optional::stream)
                .map(PositionBuckets::table)
                .toList();
    }

    @Override
    public Op mapOperands(UnaryOperator<Value> to) {
        return new DisentangledAttention(
                to.apply(query),
                to.apply(key),
                to.apply(value),
                heads,
                groups,
                mask,
                scale,
                positionKeys,
                positionQueries);
    }
}
