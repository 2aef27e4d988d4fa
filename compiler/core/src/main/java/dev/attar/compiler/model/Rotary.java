package dev.attar.compiler.model;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Turns the channels of each head by the token's position: pair (a, b) becomes
 * {@code (a cos - b sin, b cos + a sin)} of {@code position * frequency}; the channels behind {@link Rotation#width} stay. The
 * product of a turned query and a turned key then depends on their distance: (R,C), index (R) -> (R,C), C a multiple of D.
 *
 * <p>Source: Su et al. 2021, section 3.2.2.
 *
 * @param headWidth D, channels of a head
 */
public record Rotary(Value in, Value positions, int headWidth, Rotation rotation) implements Op {
    public Rotary {
        Shapes.requireFloats("rotary", in);
        Shapes.require(positions.type().equals(TensorType.indices(in.type().ragged())), "rotary", in, positions);
        Shapes.require(headWidth > 0 && in.type().last() % headWidth == 0, "rotary of heads " + headWidth, in, in);
        Shapes.require(rotation.width() <= headWidth, "rotary of " + rotation.width() + " channels", in, in);
    }

    @Override
    public TensorType type() {
        return in.type();
    }

    @Override
    public List<Value> operands() {
        return List.of(in, positions);
    }

    @Override
    public Op mapOperands(UnaryOperator<Value> to) {
        return new Rotary(to.apply(in), to.apply(positions), headWidth, rotation);
    }
}
