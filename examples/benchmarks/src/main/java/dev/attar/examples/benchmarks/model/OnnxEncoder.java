package dev.attar.examples.benchmarks.model;

import dev.attar.examples.benchmarks.model.OnnxFile.Attribute;
import dev.attar.runtime.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An encoder as PyTorch's exporter writes one for operator set 11: standard operators only, norms and gelu in their parts, a
 * mask of large negative numbers. It is the pattern of the published export of MiniLM, so that ONNX Runtime can fuse in it
 * whatever it fuses there.
 *
 * <p>Inputs {@code input_ids}, {@code attention_mask} and {@code token_type_ids}, (batch, sequence) each; output
 * {@code last_hidden_state}, (batch, sequence, width).
 */
public final class OnnxEncoder {
    private final EncoderShape shape;
    private final Weights weights;
    private final OnnxFile file = new OnnxFile();

    private OnnxEncoder(EncoderShape shape, Weights weights) {
        this.shape = shape;
        this.weights = weights;
    }

    public static void write(EncoderShape shape, Weights weights, Path target) throws IOException {
        OnnxEncoder encoder = new OnnxEncoder(shape, weights);
        encoder.graph();
        encoder.file.writeTo(target);
    }

    private void graph() {
        file.input("input_ids");
        file.input("attention_mask");
        file.input("token_type_ids");
        scalar("one", 1);
        scalar("two", 2);
        scalar("half", 0.5f);
        scalar("root_two", (float) Math.sqrt(2));
        scalar("epsilon", EncoderShape.EPSILON);
        scalar("root_head_width", (float) Math.sqrt(shape.headWidth()));
        scalar("lowest", -Float.MAX_VALUE);
        file.integers("index_1", new long[] {1});
        file.integers("list_0", new long[] {0}, 1);
        file.integers("list_1", new long[] {1}, 1);
        file.integers("split_heads", new long[] {0, 0, shape.heads(), shape.headWidth()}, 4);
        file.integers("join_heads", new long[] {0, 0, shape.width()}, 3);
        file.integers("position_ids", LongStream.range(0, shape.context()).toArray(), 1, shape.context());
        String hidden = embeddings();
        String mask = mask();
        for (int layer = 0; layer < shape.layers(); layer++) {
            hidden = attention("encoder." + layer + ".attention.", hidden, mask);
            hidden = feedForward("encoder." + layer + ".feedforward.", hidden);
        }
        file.node("Identity", List.of(hidden), "last_hidden_state");
        file.output("last_hidden_state");
    }

    private String embeddings() {
        String sizes = file.node("Shape", List.of("input_ids"));
        String length = file.node("Gather", List.of(sizes, "index_1"), Attribute.of("axis", 0));
        String end = file.node("Unsqueeze", List.of(length), Attribute.of("axes", List.of(0L)));
        String positions = file.node("Slice", List.of("position_ids", "list_0", end, "list_1", "list_1"));
        String words = file.node("Gather", List.of(table("embeddings.tokens.weight"), "input_ids"));
        String segments = file.node("Gather", List.of(table("embeddings.segments.weight"), "token_type_ids"));
        String places = file.node("Gather", List.of(table("embeddings.positions.weight"), positions));
        String sum = file.node("Add", List.of(file.node("Add", List.of(words, segments)), places));
        return norm("embeddings.norm", sum);
    }

    /** 0 where there is a token, the most negative number where there is none; (batch, 1, 1, sequence). */
    private String mask() {
        String wider = file.node("Unsqueeze", List.of("attention_mask"), Attribute.of("axes", List.of(1L)));
        String widest = file.node("Unsqueeze", List.of(wider), Attribute.of("axes", List.of(2L)));
        String floats = file.node("Cast", List.of(widest), Attribute.of("to", 1));
        return file.node("Mul", List.of(file.node("Sub", List.of("one", floats)), "lowest"));
    }

    private String attention(String name, String in, String mask) {
        String query = heads(dense(name + "query", in), List.of(0L, 2L, 1L, 3L));
        String key = heads(dense(name + "key", in), List.of(0L, 2L, 3L, 1L));
        String value = heads(dense(name + "value", in), List.of(0L, 2L, 1L, 3L));
        String scores = file.node("Div", List.of(file.node("MatMul", List.of(query, key)), "root_head_width"));
        String masked = file.node("Add", List.of(scores, mask));
        String shares = file.node("Softmax", List.of(masked), Attribute.of("axis", 3));
        String mixed = file.node("MatMul", List.of(shares, value));
        String rows = file.node("Transpose", List.of(mixed), Attribute.of("perm", List.of(0L, 2L, 1L, 3L)));
        String joined = file.node("Reshape", List.of(rows, "join_heads"));
        return norm(name + "norm", file.node("Add", List.of(dense(name + "output", joined), in)));
    }

    private String feedForward(String name, String in) {
        String wide = gelu(dense(name + "up", in));
        return norm(name + "norm", file.node("Add", List.of(dense(name + "down", wide), in)));
    }

    private String heads(String rows, List<Long> order) {
        String split = file.node("Reshape", List.of(rows, "split_heads"));
        return file.node("Transpose", List.of(split), Attribute.of("perm", order));
    }

    private String dense(String name, String in) {
        long[] sizes = shape.parameters().get(name + ".weight");
        String matrix = file.floats(
                name + ".weight.transposed",
                () -> transposed(read(name + ".weight"), (int) sizes[0], (int) sizes[1]),
                sizes[1],
                sizes[0]);
        String product = file.node("MatMul", List.of(in, matrix));
        return file.node("Add", List.of(table(name + ".bias"), product));
    }

    private String norm(String name, String in) {
        Attribute last = Attribute.of("axes", List.of(-1L));
        String centred = file.node("Sub", List.of(in, file.node("ReduceMean", List.of(in), last)));
        String squares = file.node("Pow", List.of(centred, "two"));
        String variance = file.node("Add", List.of(file.node("ReduceMean", List.of(squares), last), "epsilon"));
        String unit = file.node("Div", List.of(centred, file.node("Sqrt", List.of(variance))));
        String scaled = file.node("Mul", List.of(unit, table(name + ".weight")));
        return file.node("Add", List.of(scaled, table(name + ".bias")));
    }

    /** x * (1 + erf(x / sqrt(2))) * 0.5 */
    private String gelu(String in) {
        String erf = file.node("Erf", List.of(file.node("Div", List.of(in, "root_two"))));
        String product = file.node("Mul", List.of(in, file.node("Add", List.of(erf, "one"))));
        return file.node("Mul", List.of(product, "half"));
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
