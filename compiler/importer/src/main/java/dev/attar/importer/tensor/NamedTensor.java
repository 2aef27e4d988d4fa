package dev.attar.importer.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of the imported model.
 *
 * @param name canonical name, as in compiler/docs/parameters.md
 * @param shape canonical shape; a view of another rank holds the same elements in the same order
 * @param view where the elements are; empty when the source has no such parameter because all of it is 0
 */
public record NamedTensor(String name, List<Long> shape, Optional<TensorView> view) {
    public NamedTensor {
        shape = List.copyOf(shape);
    }

    public static NamedTensor of(String name, TensorView view, long... shape) {
        return new NamedTensor(name, Arrays.stream(shape).boxed().toList(), Optional.of(view));
    }

    public static NamedTensor zeros(String name, long... shape) {
        return new NamedTensor(name, Arrays.stream(shape).boxed().toList(), Optional.empty());
    }

    public ElementKind kind() {
        return view.map(v -> v.data().kind()).orElse(ElementKind.FLOAT32);
    }

    public long elements() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Reads elements from row-major index {@code first} on into all of {@code target}, widened to floats, which loses nothing. */
    public void read(long first, float[] target) {
        if (view.isPresent()) {
            view.get().read(first, target);
        } else {
            Arrays.fill(target, 0);
        }
    }

    /** All elements, row-major, widened to floats, which loses nothing. */
    public float[] toArray() {
        float[] values = new float[Math.toIntExact(elements())];
        view.ifPresent(v -> v.read(0, values));
        return values;
    }
}
