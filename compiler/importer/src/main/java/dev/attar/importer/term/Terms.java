package dev.attar.importer.term;

import dev.attar.importer.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes terms, each one once. */
public final class Terms {
    private record Key(Op op, List<Integer> arguments, List<Axis> shape) {}

    private final Map<Key, Term> made = new HashMap<>();
    private final Axis batch;
    private final Axis sequence;
    private Optional<OnnxNode> current = Optional.empty();
    private int unknowns;

    /** @param batch the size of the batch, {@code sequence} of a sequence: fixed by the file, or symbols */
    public Terms(Dim batch, Dim sequence) {
        this.batch = new Axis(Axis.Role.BATCH, batch);
        this.sequence = new Axis(Axis.Role.SEQUENCE, sequence);
    }

    /** From here on, new terms come from this node. */
    public void from(OnnxNode node) {
        current = Optional.of(node);
    }

    /** The node being read, for messages. */
    public String where() {
        return current.map(OnnxNode::toString).orElse("the graph");
    }

    public Axis batch() {
        return batch;
    }

    public Axis sequence() {
        return sequence;
    }

    /** An axis of this size: the batch or the sequence where only that can be meant. */
    public Axis axis(Dim size) {
        if (!size.constant()) {
            if (size.equals(batch.size())) {
                return batch;
            }
            if (size.equals(sequence.size())) {
                return sequence;
            }
        }
        return Axis.plain(size);
    }

    public List<Axis> axes(List<Dim> sizes) {
        return sizes.stream().map(this::axis).toList();
    }

    public Dim unknown() {
        return new Dim(1, 0, 0, ++unknowns);
    }

    public Term make(Op op, List<Axis> shape, Term... arguments) {
        return make(op, shape, List.of(arguments));
    }

    public Term make(Op op, List<Axis> shape, List<Term> arguments) {
        Key key = new Key(op, arguments.stream().map(Term::id).toList(), List.copyOf(shape));
        return made.computeIfAbsent(key, _ -> new Term(made.size(), op, List.copyOf(arguments), key.shape(), current));
    }

    public Term uniform(double value, List<Axis> shape) {
        return make(new Op.Uniform(value), shape);
    }

    /** The shape of an operation on corresponding elements; empty where the shapes do not fit. */
    public Optional<List<Axis>> broadcast(List<Axis> a, List<Axis> b) {
        int rank = Math.max(a.size(), b.size());
        List<Axis> result = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            Axis x = axis < rank - a.size() ? Axis.plain(1) : a.get(axis - rank + a.size());
            Axis y = axis < rank - b.size() ? Axis.plain(1) : b.get(axis - rank + b.size());
            if (x.role() == Axis.Role.PLAIN && x.single()) {
                result.add(y);
            } else if (y.role() == Axis.Role.PLAIN && y.single()) {
                result.add(x);
            } else if (x.size().equals(y.size())) {
                result.add(x.role() == Axis.Role.PLAIN ? y : x);
            } else if (x.single() || y.single()) {
                result.add(x.single() ? y : x);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(result);
    }
}
