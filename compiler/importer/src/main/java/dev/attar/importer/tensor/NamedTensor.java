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
 * @param divisor what they are divided by, in fp32
 */
public record NamedTensor(String name, List<Long> shape, Optional<TensorView> view, int divisor) {
    public NamedTensor {
        shape = List.copyOf(shape);
    }

    private NamedTensor(String name, List<Long> shape, Optional<TensorView> view) {
        this(name, shape, view, 1);
    }

    /** The tensor divided by a number. */
    public NamedTensor over(int number) {
        return new NamedTensor(name, shape, view, number);
    }

    public static NamedTensor of(String name, TensorView view, long... shape) {
        return new NamedTensor(name, Arrays.stream(shape).boxed().toList(), Optional.of(view));
    }

    public static NamedTensor zeros(String name, long... shape) {
        return new NamedTensor(name, Arrays.stream(shape).boxed().toList(), Optional.empty());
    }

    public ElementKind kind() {
        return divisor != 1
                ? ElementKind.FLOAT32
                : view.map(v -> v.data().kind()).orElse(ElementKind.FLOAT32);
    }

    public long elements() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Elements from row-major index {@code first} on, into all of {@code into}, widened to floats. */
    public void read(long first, float[] into) {
        if (view.isPresent()) {
            view.get().read(first, into);
            for (int i = 0; divisor != 1 && i < into.length; i++) {
                into[i] /= divisor;
            }
        } else {
            Arrays.fill(into, 0);
        }
    }

    /** All elements, row-major, as floats. */
    public float[] toArray() {
        float[] values = new float[Math.toIntExact(elements())];
        read(0, values);
        return values;
    }
}
