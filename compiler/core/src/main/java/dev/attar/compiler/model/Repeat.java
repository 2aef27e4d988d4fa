package dev.attar.compiler.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Equal layers, one after another: the body runs {@code layers.count()} times; what a carried value is at the end of one
 * layer it is at the beginning of the next. Parameters of the body hold a {@code *} for the layer's number. Values from
 * before the repeat can be read in the body.
 */
public record Repeat(Layers layers, List<Carried> carried, List<Step> body) implements Step {
    public Repeat {
        carried = List.copyOf(carried);
        body = List.copyOf(body);
    }

    /** The layers {@code first, first + step, …}, {@code count} of them. */
    public record Layers(int first, int step, int count) {
        public Layers {
            if (count < 1 || first < 0 || (long) first + (long) step * (count - 1) < 0 || step == 0)
                throw new IllegalArgumentException("no layers: first " + first + ", step " + step + ", count " + count);
        }

        /** Their numbers, in order of execution. */
        public List<Integer> numbers() {
            return IntStream.range(0, count).mapToObj(i -> first + i * step).toList();
        }

        public static Layers of(int count) {
            return new Layers(0, 1, count);
        }
    }

    /**
     * A value handed from layer to layer.
     *
     * @param initial the value before the first layer
     * @param entering what the body calls it at its beginning
     * @param leaving what the body calls it at its end
     * @param result the value after the last layer
     */
    public record Carried(Value initial, Value entering, Value leaving, Value result) {
        public Carried {
            if (!initial.type().equals(leaving.type())
                    || !initial.type().equals(entering.type())
                    || !initial.type().equals(result.type()))
                throw new ShapeMismatch("carried value changes its type: " + initial.type() + " to " + leaving.type());
        }
    }
}
