package dev.attar.compiler.model;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code out = in * m}, with {@code m} 0 with probability {@code rate} and {@code 1 / (1 - rate)} otherwise: (R,C) -> (R,C).
 * It is its own derivative: applied to the gradient of its result it gives that of its input.
 *
 * <p>Numbers come from Philox4x32-10 under the seed's key. The counter of channel c of row r is {@code (c / 4, rows before
 * this call + r, site, layer * 65536)} and its word {@code c mod 4} is taken: dropped when its upper 24 bits are below
 * {@link Dropping#threshold()}. In attention, c is the place of the key in its sequence, r the query's token, and the head's
 * number is added to the last word of the counter.
 *
 * <p>Source: Srivastava et al. 2014; Salmon, Moraes, Dror and Shaw 2011, section 3.3.
 */
public record DropoutOp(Value in, Dropping dropping) implements Op {
    public DropoutOp {
        Shapes.requireFloats("dropout", in);
        Shapes.require(!in.type().isConstant(), "dropout", in, in);
    }

    @Override
    public TensorType type() {
        return in.type();
    }

    @Override
    public List<Value> operands() {
        return List.of(in, dropping.seed());
    }

    @Override
    public Op mapOperands(UnaryOperator<Value> to) {
        return new DropoutOp(to.apply(in), dropping.map(to));
    }
}
