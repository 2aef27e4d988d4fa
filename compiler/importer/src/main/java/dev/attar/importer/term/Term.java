package dev.attar.importer.term;

import dev.attar.importer.onnx.OnnxNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A value of the graph in canonical form. Terms are made by {@link Terms} alone and only once each: equal terms are the same
 * object.
 */
public final class Term {
    private final int id;
    private final Op op;
    private final List<Term> arguments;
    private final List<Axis> shape;
    private final Optional<OnnxNode> origin;

    Term(int id, Op op, List<Term> arguments, List<Axis> shape, Optional<OnnxNode> origin) {
        this.id = id;
        this.op = op;
        this.arguments = arguments;
        this.shape = shape;
        this.origin = origin;
    }

    int id() {
        return id;
    }

    public Op op() {
        return op;
    }

    public List<Term> arguments() {
        return arguments;
    }

    public Term argument(int index) {
        return arguments.get(index);
    }

    public List<Axis> shape() {
        return shape;
    }

    public int rank() {
        return shape.size();
    }

    /** The node that was being read when this term was first made. */
    public Optional<OnnxNode> origin() {
        return origin;
    }

    public List<Dim> sizes() {
        return shape.stream().map(Axis::size).toList();
    }

    /** The number that every element is, if they all are one. */
    public OptionalDouble scalar() {
        return switch (op) {
            case Op.Uniform(double value) -> OptionalDouble.of(value);
            case Op.Sizes(List<Dim> values)
            when values.size() == 1 && values.getFirst().constant() ->
                OptionalDouble.of(values.getFirst().factor());
            default -> OptionalDouble.empty();
        };
    }

    /** Size of the last axis, when it is a number. */
    public OptionalLong width() {
        return rank() > 0 && shape.getLast().size().constant()
                ? OptionalLong.of(shape.getLast().size().factor())
                : OptionalLong.empty();
    }

    /** How messages name it. */
    @Override
    public String toString() {
        return origin.map(OnnxNode::toString).orElse("a constant or input of the graph");
    }
}
