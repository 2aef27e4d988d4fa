package dev.attar.importer.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to look at stored elements: element {@code (i, j, …)} is {@code data[offset + i * strides[0] + j * strides[1] + …]}.
 * Transposing, slicing and reshaping make new views and move no byte.
 *
 * @param offset element of {@code data} that the view begins at
 * @param shape elements along each axis
 * @param strides elements of {@code data} from one index to the next, along each axis
 */
public record TensorView(TensorData data, long offset, List<Long> shape, List<Long> strides) {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public TensorView {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    public static TensorView of(TensorData data) {
        return new TensorView(data, 0, data.shape(), rowMajor(data.shape()));
    }

    public int rank() {
        return shape.size();
    }

    public long elements() {
        return product(shape);
    }

    /** Axis {@code i} of the result is axis {@code order[i]} of this view. */
    public TensorView transpose(List<Integer> order) {
        return new TensorView(
                data,
                offset,
                order.stream().map(shape::get).toList(),
                order.stream().map(strides::get).toList());
    }

    /** Indices {@code start} (included) to {@code end} (not) of one axis. */
    public TensorView slice(int axis, long start, long end) {
        List<Long> sliced = new ArrayList<>(shape);
        sliced.set(axis, end - start);
        return new TensorView(data, offset + start * strides.get(axis), sliced, strides);
    }

    /** A view of these elements, in their row-major order, under another shape; empty where strides cannot say that. */
    public Optional<TensorView> reshape(List<Long> wanted) {
        if (elements() == 0 || elements() != product(wanted)) {
            return Optional.empty();
        }
        List<Run> runs = runs();
        List<Long> result = new ArrayList<>();
        int at = runs.size() - 1;
        long left = at < 0 ? 1 : runs.get(at).size();
        long stride = at < 0 ? 1 : runs.get(at).stride();
        for (int axis = wanted.size() - 1; axis >= 0; axis--) {
            long size = wanted.get(axis);
            if (size == 1) {
                result.addFirst(1L);
                continue;
            }
            if (left == 1) {
                at--;
                left = runs.get(at).size();
                stride = runs.get(at).stride();
            }
            if (left % size != 0) {
                return Optional.empty();
            }
            result.addFirst(stride);
            left /= size;
            stride *= size;
        }
        return Optional.of(new TensorView(data, offset, wanted, result));
    }

    /** The product, or -1 when it is no long: no tensor has that many elements. */
    private static long product(List<Long> sizes) {
        long product = 1;
        for (long size : sizes) {
            if (Math.multiplyHigh(product, size) != 0 || product * size < 0) {
                return -1;
            }
            product *= size;
        }
        return product;
    }

    private record Run(long size, long stride) {}

    /** Axes joined where they follow each other in memory, without those of size 1; outermost first. */
    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            long size = shape.get(axis);
            if (size == 1) {
                continue;
            }
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (last != null && last.stride() == size * strides.get(axis)) {
                runs.set(runs.size() - 1, new Run(last.size() * size, strides.get(axis)));
            } else {
                runs.add(new Run(size, strides.get(axis)));
            }
        }
        return runs;
    }

    /** The element at this row-major index of the view, as a number. */
    public double value(long index) {
        return data.value(position(index));
    }

    /** Reads elements from row-major index {@code first} on into all of {@code target}, widened to floats. */
    public void read(long first, float[] target) {
        long row = shape.isEmpty() ? 1 : shape.getLast();
        long step = shape.isEmpty() ? 1 : strides.getLast();
        boolean plain = data.kind() == ElementKind.FLOAT32;
        int done = 0;
        while (done < target.length) {
            int run = (int) Math.min(target.length - done, row - (first + done) % row);
            long from = position(first + done);
            if (plain && step == 1) {
                MemorySegment.copy(data.bytes(), FLOAT, from * 4, target, done, run);
            } else if (plain) {
                for (int i = 0; i < run; i++) {
                    target[done + i] = data.bytes().get(FLOAT, (from + i * step) * 4);
                }
            } else {
                for (int i = 0; i < run; i++) {
                    target[done + i] = (float) data.value(from + i * step);
                }
            }
            done += run;
        }
    }

    private long position(long index) {
        long position = offset;
        long rest = index;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            position += rest % shape.get(axis) * strides.get(axis);
            rest /= shape.get(axis);
        }
        return position;
    }

    private static List<Long> rowMajor(List<Long> shape) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (long size : shape.reversed()) {
            strides.addFirst(stride);
            stride *= Math.max(size, 1);
        }
        return strides;
    }
}
