package dev.attar.importer;

import static dev.attar.importer.Sample.CHANNELS;
import static dev.attar.importer.Sample.HEADS;
import static dev.attar.importer.Sample.WIDTH;

import dev.attar.importer.Spelling.Mask;
import dev.attar.importer.Spelling.Packing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Self-attention in the spellings of exporters. */
final class SyntheticAttention {
    private static final long[] BY_HEAD = {0, 2, 1, 3};
    private static final String[] PARTS = {".query", ".key", ".value"};

    private final Spelling how;
    private final OnnxWriter w;
    private final Sample sample;
    private final SyntheticParts parts;
    private String maskIndex = "";

    SyntheticAttention(Spelling how, OnnxWriter w, Sample sample, SyntheticParts parts) {
        this.how = how;
        this.w = w;
        this.sample = sample;
        this.parts = parts;
    }

    /** Attention with its output projection, before the sum with what goes around it. */
    String half(String x, String name) {
        String merged = switch (how.packing()) {
            case FUSED_ATTENTION -> fused(x, name);
            case FUSED_MULTI_HEAD -> multiHead(x, name);
            case MERGED_BATCH -> mergedBatch(x, name);
            default -> written(x, name);
        };
        return parts.dense(merged, name + ".output", WIDTH, WIDTH, true);
    }

    private String written(String x, String name) {
        List<String> qkv = split(x, name);
        String keys = w.node("Transpose", Map.of("perm", new long[] {0, 1, 3, 2}), qkv.get(1));
        String scores = scores(qkv.get(0), keys);
        String weights = w.node("Softmax", Map.of("axis", how.opset() < 13 ? 3L : -1L), masked(scores));
        String attended = w.node("MatMul", weights, qkv.get(2));
        return parts.reshape(w.node("Transpose", Map.of("perm", BY_HEAD), attended), WIDTH);
    }

    private String scores(String queries, String keys) {
        float scale = (float) (1 / Math.sqrt(CHANNELS));
        return switch (how.scale()) {
            case DIVIDE_SCORES -> w.node("Div", w.node("MatMul", queries, keys), w.number((float) Math.sqrt(CHANNELS)));
            case MULTIPLY_SCORES -> w.node("Mul", w.number(scale), w.node("MatMul", queries, keys));
            case DIVIDE_QUERY -> w.node("MatMul", w.node("Div", queries, w.number((float) Math.sqrt(CHANNELS))), keys);
            case ROOT_ON_BOTH -> {
                String root = w.number((float) Math.sqrt(scale));
                yield w.node("MatMul", w.node("Mul", queries, root), w.node("Mul", keys, root));
            }
            case COMPUTED -> {
                String channels =
                        w.node("Slice", w.node("Shape", queries), w.ints(-1), w.ints(Long.MAX_VALUE), w.ints(0));
                String size = w.node("Sqrt", w.node("Cast", Map.of("to", 1L), channels));
                String root = w.node("Sqrt", w.node("Div", w.number(1), size));
                yield w.node("MatMul", w.node("Mul", queries, root), w.node("Mul", keys, root));
            }
        };
    }

    private String masked(String scores) {
        String wide = how.mask() == Mask.NONE || how.mask() == Mask.CONSTANT_ONES
                ? ""
                : parts.unsqueeze(parts.unsqueeze("attention_mask", 1), 2);
        return switch (how.mask()) {
            case NONE -> scores;
            case SUBTRACT_MULTIPLY -> {
                String absent = w.node("Sub", w.number(1), w.node("Cast", Map.of("to", 1L), wide));
                yield w.node("Add", scores, w.node("Mul", absent, w.number(-Float.MAX_VALUE)));
            }
            case WHERE_INVERTED -> {
                String inverted = w.node("Sub", w.number(1), w.node("Cast", Map.of("to", 1L), wide));
                String absent = w.node("Cast", Map.of("to", 9L), inverted);
                yield w.node("Add", w.node("Where", absent, w.number(-Float.MAX_VALUE), inverted), scores);
            }
            case WHERE_SCORES -> {
                String absent = w.node("Equal", wide, w.integer(0));
                String shaped = w.node("Expand", absent, w.node("Shape", scores));
                yield w.node("Where", shaped, w.number(-1e30f), scores);
            }
            case EXPANDED_COMPUTED -> {
                String absent = w.node("Sub", w.number(1), w.node("Cast", Map.of("to", 1L), expanded(wide)));
                String truth = w.node("Cast", Map.of("to", 9L), absent);
                yield w.node("Add", scores, w.node("Where", truth, w.number(-Float.MAX_VALUE), absent));
            }
            case EXPANDED_BOOLEAN -> {
                String present = w.node("Cast", Map.of("to", 9L), wide);
                String added = w.node("Where", present, w.number(0), w.number(-10000));
                yield w.node("Add", scores, added);
            }
            case CONSTANT_ONES -> {
                String ones = w.node(
                        "ConstantOfShape",
                        Map.of("value", OnnxWriter.floatTensor("", new float[] {1}, 1)),
                        w.node("Shape", "input_ids"));
                String absent = w.node("Sub", w.number(1), parts.unsqueeze(parts.unsqueeze(ones, 1), 2));
                yield w.node("Add", scores, w.node("Mul", absent, w.number(-10000)));
            }
        };
    }

    /** (batch, 1, tokens, tokens), as PyTorch writes an expansion: a size of -1 would keep the old one. */
    private String expanded(String wide) {
        String shape = w.node("Shape", "input_ids");
        String tokens = w.node("Slice", shape, w.ints(1), w.ints(2), w.ints(0));
        String batch = w.node("Slice", shape, w.ints(0), w.ints(1), w.ints(0));
        String wanted = w.node("Concat", Map.of("axis", 0L), batch, w.ints(1), tokens, tokens);
        String ones =
                w.node("ConstantOfShape", Map.of("value", OnnxWriter.intTensor("", new long[] {1}, 1)), w.ints(4));
        String keep = w.node("Equal", wanted, w.node("Mul", ones, w.integer(-1)));
        return w.node("Expand", wide, w.node("Where", keep, ones, wanted));
    }

    /** Queries, keys and values as (batch, heads, tokens, channels). */
    private List<String> split(String x, String name) {
        return switch (how.packing()) {
            case SEPARATE -> {
                List<String> qkv = new ArrayList<>();
                for (String part : PARTS) {
                    qkv.add(byHead(parts.dense(x, name + part, WIDTH, WIDTH, how.attentionBias())));
                }
                yield qkv;
            }
            case SPLIT ->
                splitLast(packed(x, name, plain())).stream().map(this::byHead).toList();
            case SLICES -> {
                String all = packed(x, name, plain());
                List<String> qkv = new ArrayList<>();
                for (long i = 0; i < 3; i++) {
                    qkv.add(byHead(w.node("Slice", all, w.ints(i * WIDTH), w.ints((i + 1) * WIDTH), w.ints(2))));
                }
                yield qkv;
            }
            case HEADS_INSIDE -> {
                String all = parts.reshape(packed(x, name, headsOutside()), HEADS, 3L * CHANNELS);
                String turned = w.node("Transpose", Map.of("perm", BY_HEAD), all);
                yield splitLast(turned);
            }
            case THREE_OUTSIDE -> {
                String all = parts.reshape(packed(x, name, plain()), 3, HEADS, CHANNELS);
                String turned = w.node("Transpose", Map.of("perm", new long[] {2, 0, 3, 1, 4}), all);
                List<String> qkv = new ArrayList<>();
                for (long i = 0; i < 3; i++) {
                    qkv.add(w.node("Gather", Map.of("axis", 0L), turned, w.integer(i)));
                }
                yield qkv;
            }
            case MERGED_BATCH, FUSED_ATTENTION, FUSED_MULTI_HEAD -> throw new IllegalStateException();
        };
    }

    private String byHead(String x) {
        return w.node("Transpose", Map.of("perm", BY_HEAD), parts.reshape(x, HEADS, CHANNELS));
    }

    private List<String> splitLast(String x) {
        long part = how.packing() == Packing.HEADS_INSIDE ? CHANNELS : WIDTH;
        return how.opset() < 13
                ? w.nodes("", "Split", 3, Map.of("axis", -1L, "split", new long[] {part, part, part}), x)
                : w.nodes("", "Split", 3, Map.of("axis", -1L), x, w.ints(part, part, part));
    }

    /** Row of the packed matrix for part p, head h, channel d. */
    private interface Order {
        int row(int part, int head, int channel);
    }

    private static Order plain() {
        return (part, head, channel) -> part * WIDTH + head * CHANNELS + channel;
    }

    private static Order headsOutside() {
        return (part, head, channel) -> head * 3 * CHANNELS + part * CHANNELS + channel;
    }

    private record Packed(float[] matrix, float[] bias) {}

    private Packed pack(String name, Order order) {
        float[] matrix = new float[3 * WIDTH * WIDTH];
        float[] bias = new float[3 * WIDTH];
        for (int part = 0; part < 3; part++) {
            float[] own = sample.make(name + PARTS[part] + ".weight", WIDTH, WIDTH);
            float[] shift = how.attentionBias()
                    ? sample.make(name + PARTS[part] + ".bias", WIDTH)
                    : sample.zeros(name + PARTS[part] + ".bias", WIDTH);
            for (int c = 0; c < WIDTH; c++) {
                int row = order.row(part, c / CHANNELS, c % CHANNELS);
                System.arraycopy(own, c * WIDTH, matrix, row * WIDTH, WIDTH);
                bias[row] = shift[c];
            }
        }
        return new Packed(matrix, bias);
    }

    private String packed(String x, String name, Order order) {
        Packed packed = pack(name, order);
        String bias = how.attentionBias() ? w.floats(packed.bias(), 3 * WIDTH) : "";
        return parts.dense(x, packed.matrix(), bias, 3 * WIDTH, WIDTH);
    }

    /** Heads as part of the batch, (batch·heads, tokens, channels); such exporters know no mask. */
    private String mergedBatch(String x, String name) {
        List<String> qkv = new ArrayList<>();
        for (String part : PARTS) {
            String byHead = byHead(parts.dense(x, name + part, WIDTH, WIDTH, how.attentionBias()));
            String shape = w.node("Shape", byHead);
            String tokens = w.node("Slice", shape, w.ints(2), w.ints(3), w.ints(0));
            String merged = w.node("Concat", Map.of("axis", 0L), w.ints(-1), tokens, w.ints(CHANNELS));
            qkv.add(w.node("Reshape", byHead, merged));
        }
        String keys = w.node("Transpose", Map.of("perm", new long[] {0, 2, 1}), qkv.get(1));
        String weights = w.node("Softmax", Map.of("axis", 2L), scores(qkv.get(0), keys));
        String attended = w.node("MatMul", weights, qkv.get(2));
        String shape = w.node("Shape", "input_ids");
        String batch = w.node("Slice", shape, w.ints(0), w.ints(1), w.ints(0));
        String tokens = w.node("Slice", shape, w.ints(1), w.ints(2), w.ints(0));
        String split = w.node("Concat", Map.of("axis", 0L), batch, w.ints(HEADS), tokens, w.ints(CHANNELS));
        String byToken = w.node("Transpose", Map.of("perm", BY_HEAD), w.node("Reshape", attended, split));
        return parts.reshape(byToken, WIDTH);
    }

    private String mask() {
        return how.mask() == Mask.NONE || how.mask() == Mask.CONSTANT_ONES
                ? ""
                : maskIndex.isEmpty() ? w.node("Cast", Map.of("to", 6L), "attention_mask") : maskIndex;
    }

    private String fused(String x, String name) {
        Packed packed = pack(name, plain());
        String weight = w.floats(Sample.transposed(packed.matrix(), 3 * WIDTH, WIDTH), WIDTH, 3 * WIDTH);
        String bias = w.floats(packed.bias(), 3 * WIDTH);
        return w.fused("Attention", Map.of("num_heads", (long) HEADS), x, weight, bias, mask());
    }

    /** From here on, the mask is handed over as this list of lengths. */
    void useMaskIndex(String name) {
        maskIndex = name;
    }

    private String multiHead(String x, String name) {
        List<String> inputs = new ArrayList<>();
        for (String part : PARTS) {
            inputs.add(parts.dense(x, name + part, WIDTH, WIDTH, how.attentionBias()));
        }
        inputs.add("");
        inputs.add(mask());
        Map<String, Object> attributes = new HashMap<>(Map.of("num_heads", (long) HEADS));
        return w.fused("MultiHeadAttention", attributes, inputs.toArray(String[]::new));
    }
}
