package dev.attar.compiler.loops;

import dev.attar.compiler.model.Param.Source;
import dev.attar.compiler.model.Rotation;
import dev.attar.compiler.model.ScoreBias;
import java.util.List;
import java.util.function.Function;

/** Parameters packed as a program wants them, plain or scheduled. */
final class LoopWeights {
    private LoopWeights() {}

    /** @param values of a parameter by its name, row-major; null for positions that are computed */
    static float[] pack(LoopProgram program, Function<String, float[]> values) {
        float[] packed = new float[Math.toIntExact(program.weights().floats())];
        for (WeightBlock block : program.weights().blocks()) {
            int layers = block.layers().map(Layers::count).orElse(1);
            for (int l = 0; l < layers; l++) {
                int layer = l;
                long offset = block.offset() + layer * block.layerFloats();
                for (WeightBlock.Part part : block.parts()) {
                    String name = block.layers()
                            .map(b -> part.param().name(b.first() + layer * b.step()))
                            .orElse(part.param().name());
                    float[] all = part.param().source() == Source.WEIGHTS
                            ? values.apply(name)
                            : computed(part.param().source(), part.shape());
                    if (block.layout() instanceof Layout.Distances distances)
                        byDistance(packed, Math.toIntExact(offset), distances, all);
                    else for (int i = 0; i < all.length; i++) put(packed, block.layout(), offset, part, all, i);
                }
            }
        }
        return packed;
    }

    /** Column by column as the rule says. */
    private static void byDistance(float[] packed, int block, Layout.Distances layout, float[] table) {
        int heads = layout.rule().table().type().last();
        for (int h = 0; h < heads; h++) {
            int row = block + h * layout.stride();
            for (int c = 0; c < layout.columns(); c++)
                packed[row + c] = table[layout.rule().bucket(c - layout.middle()) * heads + h];
        }
    }

    private static void put(float[] packed, Layout layout, long block, WeightBlock.Part part, float[] values, int i) {
        switch (layout.element()) {
            case FP32 -> packed[Math.toIntExact(block + place(layout, part, i))] = values[i];
            case BF16 ->
                putBits(packed, 2 * (2 * block + place(layout, part, i)), 2, bfloat16(Bfloat16Rounding.of(values[i])));
            case GROUPED -> {
                int columns = part.shape().getLast();
                int row = part.firstRow() + i / columns;
                int k = i % columns;
                long panel = 4 * block + row / 16 * 16L * (columns + 2 * Math.ceilDiv(columns, 32));
                long group = panel + 544L * (k / 32);
                putBits(packed, group + 2 * (row % 16), 2, bfloat16(Int8Rounding.scale(values, columns, i)));
                putBits(packed, group + 32 + 16 * (k % 32) + row % 16, 1, Int8Rounding.integer(values, columns, i));
            }
            case INTEGER, SCALE -> throw new IllegalArgumentException("no parameter is stored so");
        }
    }

    private static int bfloat16(float value) {
        return Float.floatToRawIntBits(value) >>> 16;
    }

    /** Writes the lowest bytes of {@code bits} from a byte on. */
    private static void putBits(float[] packed, long at, int bytes, int bits) {
        for (int b = 0; b < bytes; b++) {
            int word = Math.toIntExact((at + b) / 4);
            int shift = 8 * (int) ((at + b) % 4);
            int before = Float.floatToRawIntBits(packed[word]) & ~(0xff << shift);
            packed[word] = Float.intBitsToFloat(before | (bits >> 8 * b & 0xff) << shift);
        }
    }

    /** The place within the block of element i of a part. */
    private static int place(Layout layout, WeightBlock.Part part, int i) {
        int columns = part.shape().getLast();
        int row = part.shape().size() == 1 ? 0 : i / columns;
        int column = i % columns;
        return switch (layout) {
            case Layout.Distances _ -> throw new IllegalArgumentException("no one place");
            case Layout.Rows(int stride) -> part.firstRow() + row * stride + column;
            case Layout.Product(int width, int totalRows, int k, Storage storage, int lanes) -> {
                int n = part.firstRow() + row;
                if (width == 0) yield n * k + column;
                int panel = n / width * width;
                int panelWidth = Math.min(width, totalRows - panel);
                int among = storage.equals(Storage.FP32) ? n - panel : paired(n - panel, lanes, panelWidth);
                yield panel * k + column * panelWidth + among;
            }
        };
    }

    /** The place of element j of a row of a panel, where vectors lie in pairs as far as there are two. */
    private static int paired(int j, int lanes, int panelWidth) {
        int first = j / (2 * lanes) * (2 * lanes);
        if (first + 2 * lanes > panelWidth) return j;
        return first + 2 * ((j - first) % lanes) + (j - first) / lanes;
    }

    /** The tables that belong to the model, rounded once. */
    private static float[] computed(Source source, List<Integer> shape) {
        return switch (source) {
            case Source.Weights() -> throw new IllegalArgumentException("weights are given");
            case Source.Sinusoidal(boolean halves, boolean inclusive) -> sinusoids(halves, inclusive, shape);
            case Source.Turns(Rotation rotation) -> turns(rotation, shape.getFirst());
            case Source.Alibi(int middle) -> alibi(middle, shape);
        };
    }

    /** Press, Smith and Lewis 2021, section 3. */
    private static float[] alibi(int middle, List<Integer> shape) {
        float[] table = new float[shape.getFirst() * shape.getLast()];
        for (int i = 0; i < table.length; i++) {
            double slope = new ScoreBias.Alibi().slope(i / shape.getLast(), shape.getFirst());
            table[i] = (float) (-slope * Math.abs(i % shape.getLast() - middle));
        }
        return table;
    }

    /** Su et al. 2021, section 3.2.2. */
    private static float[] turns(Rotation rotation, int positions) {
        float[] table = new float[positions * rotation.width()];
        for (int p = 0; p < positions; p++)
            for (int i = 0; i < rotation.width() / 2; i++) {
                double angle = p * rotation.frequency(i);
                table[p * rotation.width() + i] = (float) StrictMath.cos(angle);
                table[p * rotation.width() + rotation.width() / 2 + i] = (float) StrictMath.sin(angle);
            }
        return table;
    }

    /** Vaswani et al. 2017, section 3.5, and its variants. */
    private static float[] sinusoids(boolean halves, boolean inclusive, List<Integer> shape) {
        int width = shape.getLast();
        double steps = inclusive ? Math.max(1, width / 2 - 1) : width / 2.0;
        float[] table = new float[shape.getFirst() * width];
        for (int i = 0; i < table.length; i++) {
            int channel = i % width;
            int pair = halves ? channel % (width / 2) : channel / 2;
            boolean sine = halves ? channel < width / 2 : channel % 2 == 0;
            double angle = i / width / StrictMath.pow(10000, pair / steps);
            table[i] = (float) (sine ? StrictMath.sin(angle) : StrictMath.cos(angle));
        }
        return table;
    }
}
