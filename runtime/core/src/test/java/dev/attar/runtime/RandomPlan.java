package dev.attar.runtime;

import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Slot.Layers;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import dev.attar.runtime.weights.Bfloat16;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A plan with parameters of every kind and of odd sizes, and tensors for it. No program could run it. */
public record RandomPlan(ProgramPlan plan, Map<String, FloatTensor> tensors) {
    public static RandomPlan of(long seed) {
        return new Maker(seed).make();
    }

    public Weights weights() {
        return Weights.of(tensors);
    }

    private static final class Maker {
        private final Random random;
        private final List<Slot> slots = new ArrayList<>();
        private final Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        private long end;

        Maker(long seed) {
            random = new Random(seed);
        }

        RandomPlan make() {
            table("table");
            positions();
            layers(1 + random.nextInt(3));
            twice();
            rounded();
            quantised();
            int lanes = List.of(16, 8, 4, 1).get(random.nextInt(4));
            ProgramPlan plan = TokenPlan.of("Random" + random.nextInt(100), lanes, slots, end);
            return new RandomPlan(plan, tensors);
        }

        private void table(String name) {
            int rows = 1 + random.nextInt(30);
            int columns = 1 + random.nextInt(20);
            int stride = columns + (random.nextBoolean() ? 0 : random.nextInt(16));
            slots.add(new Slot(
                    name, List.of(rows, columns), Optional.empty(), new Layout.Rows(stride), end, 0, Source.WEIGHTS));
            tensors.put(name, tensor(rows, columns));
            advance((long) rows * stride);
        }

        private void positions() {
            int rows = 1 + random.nextInt(9);
            int columns = 1 + random.nextInt(9);
            slots.add(new Slot(
                    "positions",
                    List.of(rows, columns),
                    Optional.empty(),
                    new Layout.Rows(columns),
                    end,
                    0,
                    Source.SINUSOIDAL_POSITIONS));
            advance((long) rows * columns);
        }

        /** Panels shared by two parameters, and a vector, in each layer. */
        private void layers(int count) {
            int columns = 1 + random.nextInt(40);
            int rowsOfFirst = 1 + random.nextInt(40);
            int rowsOfSecond = 1 + random.nextInt(40);
            int total = rowsOfFirst + rowsOfSecond + random.nextInt(16);
            int width = 1 + random.nextInt(24);
            int vector = 1 + random.nextInt(40);
            long bias = end + (long) total * columns;
            long stride = (long) total * columns + vector + random.nextInt(16);
            Optional<Layers> layers =
                    Optional.of(random.nextBoolean() ? new Layers(0, 1, count) : new Layers(2 * count - 2, -2, count));
            add(
                    "layer.*.first",
                    List.of(rowsOfFirst, columns),
                    layers,
                    new Layout.Panels(width, 0, total),
                    end,
                    stride);
            add(
                    "layer.*.second",
                    List.of(rowsOfSecond, columns),
                    layers,
                    new Layout.Panels(width, rowsOfFirst, total),
                    end,
                    stride);
            add("layer.*.bias", List.of(vector), layers, new Layout.Rows(vector), bias, stride);
            advance(count * stride);
        }

        private void add(
                String name, List<Integer> shape, Optional<Layers> layers, Layout layout, long offset, long stride) {
            slots.add(new Slot(name, shape, layers, layout, offset, stride, Source.WEIGHTS));
            Layers over = layers.orElseThrow();
            for (int i = 0; i < over.count(); i++) {
                String number = Integer.toString(over.first() + i * over.step());
                tensors.put(
                        name.replace("*", number),
                        tensor(shape.stream().mapToInt(d -> d).toArray()));
            }
        }

        /** The table once more, in another layout. */
        private void twice() {
            List<Integer> shape = slots.getFirst().shape();
            int width = 1 + random.nextInt(20);
            Layout panels = new Layout.Panels(width, 0, shape.getFirst());
            slots.add(new Slot("table", shape, Optional.empty(), panels, end, 0, Source.WEIGHTS));
            advance((long) shape.getFirst() * shape.getLast());
        }

        /** Panels of bfloat16, of numbers that are such. */
        private void rounded() {
            int columns = 1 + random.nextInt(20);
            int rows = 1 + random.nextInt(40);
            int firstRow = random.nextInt(10);
            int total = 2 * (firstRow + rows + random.nextInt(5));
            int lanes = 1 + random.nextInt(5);
            int width = 2 * lanes * (1 + random.nextInt(4));
            Layout layout = new Layout.Bfloat16Panels(width, lanes, firstRow, total);
            slots.add(new Slot("rounded", List.of(rows, columns), Optional.empty(), layout, end, 0, Source.WEIGHTS));
            FloatTensor tensor = tensor(rows, columns);
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = Bfloat16.widened(Bfloat16.of(tensor.values()[i]));
            }
            tensors.put("rounded", tensor);
            advance((long) total * columns / 2);
        }

        /** Panels of integers of 8 bits, of numbers that are such times a scale. */
        private void quantised() {
            int columns = 1 + random.nextInt(70);
            int rows = 1 + random.nextInt(40);
            int firstRow = random.nextInt(10);
            int width = 1 + random.nextInt(20);
            int total = Math.ceilDiv(firstRow + rows + random.nextInt(5), width) * width;
            Layout.Int8Panels layout = new Layout.Int8Panels(width, 32, firstRow, total);
            slots.add(new Slot("quantised", List.of(rows, columns), Optional.empty(), layout, end, 0, Source.WEIGHTS));
            FloatTensor tensor = tensor(rows, columns);
            for (int row = 0; row < rows; row++) {
                for (int first = 0; first < columns; first += 32) {
                    int group = row * columns + first;
                    float scale = Bfloat16.widened(Bfloat16.of(random.nextFloat()));
                    tensor.values()[group] = 127 * scale;
                    for (int k = 1; k < Math.min(32, columns - first); k++) {
                        tensor.values()[group + k] = (random.nextInt(255) - 127) * scale;
                    }
                }
            }
            tensors.put("quantised", tensor);
            advance(Math.ceilDiv(total * layout.rowBytes(columns), 4L));
        }

        private void advance(long floats) {
            end += floats + random.nextInt(16);
        }

        private FloatTensor tensor(int... shape) {
            return RandomPlan.tensor(random, shape);
        }
    }

    /** A tensor of numbers of both signs, none far from 0. */
    public static FloatTensor tensor(Random random, int... shape) {
        int elements = 1;
        long[] dimensions = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            elements *= shape[i];
            dimensions[i] = shape[i];
        }
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatTensor.of(values, dimensions);
    }
}
