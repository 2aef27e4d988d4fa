package dev.attar.examples.benchmarks.model;

import dev.attar.examples.benchmarks.model.DecoderShape.Form;
import dev.attar.examples.benchmarks.model.OnnxFile.Attribute;
import dev.attar.runtime.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A decoder with past keys and values, in standard operators of set 11 and the pattern of the usual exports, so that ONNX Runtime can
 * fuse in it whatever it fuses there.
 *
 * <p>Inputs: {@code input_ids} and {@code position_ids}, (batch, sequence); {@code mask}, (1, 1, sequence, total), what is added to
 * scores; {@code past.N.key} and {@code past.N.value} of each layer, (batch, groups, past, head width). Outputs: {@code logits}
 * after the last token, (batch, 1, vocabulary), and {@code present.N.key} and {@code present.N.value}.
 */
public final class OnnxDecoder {
    private static final double ROTARY_BASE = 10000;

    private final DecoderShape shape;
    private final Weights weights;
    private final OnnxFile file = new OnnxFile();

    private OnnxDecoder(DecoderShape shape, Weights weights) {
        this.shape = shape;
        this.weights = weights;
    }

    public static void write(DecoderShape shape, Weights weights, Path target) throws IOException {
        OnnxDecoder decoder = new OnnxDecoder(shape, weights);
        decoder.graph();
        decoder.file.writeTo(target);
    }

    private boolean isLlama() {
        return shape.form() == Form.LLAMA;
    }

    private void graph() {
        file.input("input_ids");
        file.input("position_ids");
        file.input("mask", "one", "one", "sequence", "total");
        scalar("two", 2);
        scalar("epsilon", shape.epsilon());
        scalar("root_head_width", (float) Math.sqrt(shape.headWidth()));
        file.integers("last", new long[] {-1}, 1);
        file.integers("split_heads", new long[] {0, 0, shape.heads(), shape.headWidth()}, 4);
        file.integers("split_groups", new long[] {0, 0, shape.groups(), shape.headWidth()}, 4);
        file.integers("join_heads", new long[] {0, 0, shape.width()}, 3);
        if (shape.heads() > shape.groups()) {
            long[] groups = LongStream.range(0, shape.heads())
                    .map(head -> head * shape.groups() / shape.heads())
                    .toArray();
            file.integers("group_of_head", groups, groups.length);
        }
        if (isLlama()) {
            rotaryTables();
        } else {
            scalar("one", 1);
            scalar("half", 0.5f);
            scalar("three", 3);
            scalar("gelu_cubic", 0.044715f);
            scalar("gelu_scale", (float) Math.sqrt(2 / Math.PI));
        }
        String hidden = file.node("Gather", List.of(table("embeddings.tokens.weight"), "input_ids"));
        if (!isLlama()) {
            String places = file.node("Gather", List.of(table("embeddings.positions.weight"), "position_ids"));
            hidden = file.node("Add", List.of(hidden, places));
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            hidden = attention(layer, "decoder." + layer + ".attention.", hidden);
            hidden = feedForward("decoder." + layer + ".feedforward.", hidden);
        }
        String last = file.node("Gather", List.of(norm("decoder.norm", hidden), "last"), Attribute.of("axis", 1));
        file.node("MatMul", List.of(last, matrix("embeddings.tokens")), "logits");
        file.output("logits", "batch", "single", "vocabulary");
    }

    private String attention(int layer, String name, String in) {
        String normed = norm(name + "norm", in);
        String query = turned(heads(dense(name + "query", normed), "split_heads"));
        String key = cached(layer, "key", turned(heads(dense(name + "key", normed), "split_groups")));
        String value = cached(layer, "value", heads(dense(name + "value", normed), "split_groups"));
        String keys = file.node("Transpose", List.of(repeated(key)), Attribute.of("perm", List.of(0L, 1L, 3L, 2L)));
        String scores = file.node("Div", List.of(file.node("MatMul", List.of(query, keys)), "root_head_width"));
        String shares =
                file.node("Softmax", List.of(file.node("Add", List.of(scores, "mask"))), Attribute.of("axis", 3));
        String mixed = file.node("MatMul", List.of(shares, repeated(value)));
        String rows = file.node("Transpose", List.of(mixed), Attribute.of("perm", List.of(0L, 2L, 1L, 3L)));
        String joined = file.node("Reshape", List.of(rows, "join_heads"));
        return file.node("Add", List.of(dense(name + "output", joined), in));
    }

    /** (batch, heads, sequence, head width) */
    private String heads(String rows, String split) {
        String apart = file.node("Reshape", List.of(rows, split));
        return file.node("Transpose", List.of(apart), Attribute.of("perm", List.of(0L, 2L, 1L, 3L)));
    }

    private String cached(int layer, String what, String made) {
        String past = "past." + layer + "." + what;
        String present = "present." + layer + "." + what;
        file.input(past, "batch", "groups", "past", "head_width");
        file.node("Concat", List.of(past, made), present, Attribute.of("axis", 2));
        file.output(present, "batch", "groups", "total", "head_width");
        return present;
    }

    /** Each group's once for each of its heads. */
    private String repeated(String groups) {
        if (shape.heads() == shape.groups()) {
            return groups;
        }
        return file.node("Gather", List.of(groups, "group_of_head"), Attribute.of("axis", 1));
    }

    // ---- rotations ----

    /** Cosines and sines of all places, (context, head width), each half alike. */
    private void rotaryTables() {
        int half = shape.headWidth() / 2;
        float[] cosines = new float[shape.context() * 2 * half];
        float[] sines = new float[cosines.length];
        for (int place = 0; place < shape.context(); place++) {
            for (int i = 0; i < 2 * half; i++) {
                double angle = place * Math.pow(ROTARY_BASE, -(i % half) / (double) half);
                cosines[place * 2 * half + i] = (float) Math.cos(angle);
                sines[place * 2 * half + i] = (float) Math.sin(angle);
            }
        }
        rotaryTable("cosines", cosines);
        rotaryTable("sines", sines);
        file.integers("from_0", new long[] {0}, 1);
        file.integers("to_half", new long[] {half}, 1);
        file.integers("to_end", new long[] {2L * half}, 1);
        file.integers("axis_3", new long[] {3}, 1);
    }

    private void rotaryTable(String name, float[] values) {
        file.floats(name, () -> values, shape.context(), shape.headWidth());
        String rows = file.node("Gather", List.of(name, "position_ids"));
        file.node("Unsqueeze", List.of(rows), name + "_here", Attribute.of("axes", List.of(1L)));
    }

    private String turned(String heads) {
        if (!isLlama()) {
            return heads;
        }
        String low = file.node("Slice", List.of(heads, "from_0", "to_half", "axis_3"));
        String high = file.node("Slice", List.of(heads, "to_half", "to_end", "axis_3"));
        String swapped = file.node("Concat", List.of(file.node("Neg", List.of(high)), low), Attribute.of("axis", 3));
        return file.node(
                "Add",
                List.of(
                        file.node("Mul", List.of(heads, "cosines_here")),
                        file.node("Mul", List.of(swapped, "sines_here"))));
    }

    // ---- the rest of a layer ----

    private String feedForward(String name, String in) {
        String normed = norm(name + "norm", in);
        String wide = isLlama()
                ? file.node("Mul", List.of(silu(dense(name + "gate", normed)), dense(name + "up", normed)))
                : gelu(dense(name + "up", normed));
        return file.node("Add", List.of(dense(name + "down", wide), in));
    }

    private String silu(String in) {
        return file.node("Mul", List.of(in, file.node("Sigmoid", List.of(in))));
    }

    /** x * 0.5 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) */
    private String gelu(String in) {
        String cube = file.node("Mul", List.of("gelu_cubic", file.node("Pow", List.of(in, "three"))));
        String inner = file.node("Mul", List.of("gelu_scale", file.node("Add", List.of(in, cube))));
        String factor = file.node("Add", List.of(file.node("Tanh", List.of(inner)), "one"));
        return file.node("Mul", List.of(file.node("Mul", List.of(in, "half")), factor));
    }

    private String norm(String name, String in) {
        Attribute last = Attribute.of("axes", List.of(-1L));
        String centred = isLlama() ? in : file.node("Sub", List.of(in, file.node("ReduceMean", List.of(in), last)));
        String squares = file.node("Pow", List.of(centred, "two"));
        String variance = file.node("Add", List.of(file.node("ReduceMean", List.of(squares), last), "epsilon"));
        String unit = file.node("Div", List.of(centred, file.node("Sqrt", List.of(variance))));
        String scaled = file.node("Mul", List.of(unit, table(name + ".weight")));
        return isLlama() ? scaled : file.node("Add", List.of(scaled, table(name + ".bias")));
    }

    private String dense(String name, String in) {
        String product = file.node("MatMul", List.of(in, matrix(name)));
        return isLlama() ? product : file.node("Add", List.of(table(name + ".bias"), product));
    }

    private String matrix(String name) {
        long[] sizes = shape.parameters().get(name + ".weight");
        return file.floats(
                name + ".weight.transposed",
                () -> transposed(read(name + ".weight"), (int) sizes[0], (int) sizes[1]),
                sizes[1],
                sizes[0]);
    }

    private String table(String name) {
        return file.floats(name, () -> read(name), shape.parameters().get(name));
    }

    private void scalar(String name, float value) {
        file.floats(name, () -> new float[] {value});
    }

    private float[] read(String name) {
        return weights.tensor(name).orElseThrow().toArray();
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] transposed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            transposed[i] = values[i % rows * columns + i / rows];
        }
        return transposed;
    }
}
