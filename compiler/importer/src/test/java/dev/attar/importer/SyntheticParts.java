package dev.attar.importer;

import static dev.attar.importer.Sample.WIDTH;

import dev.attar.importer.Spelling.Activation;
import dev.attar.importer.Spelling.Dense;
import dev.attar.importer.Spelling.Layers;
import dev.attar.importer.Spelling.Shapes;
import java.util.HashMap;
import java.util.Map;

/** Norms, dense layers, activations and pools in the spellings of exporters. */
final class SyntheticParts {
    private final Spelling how;
    private final OnnxWriter w;
    private final Sample sample;

    SyntheticParts(Spelling how, OnnxWriter w, Sample sample) {
        this.how = how;
        this.w = w;
        this.sample = sample;
    }

    String unsqueeze(String x, long axis) {
        return how.opset() < 13
                ? w.node("Unsqueeze", Map.of("axes", new long[] {axis}), x)
                : w.node("Unsqueeze", x, w.ints(axis));
    }

    String squeeze(String x, long axis) {
        return how.opset() < 13
                ? w.node("Squeeze", Map.of("axes", new long[] {axis}), x)
                : w.node("Squeeze", x, w.ints(axis));
    }

    private String reduce(String type, String x, long axis, boolean keep) {
        Map<String, Object> attributes = new HashMap<>(Map.of("keepdims", keep ? 1L : 0L));
        boolean input = how.opset() >= (type.equals("ReduceSum") ? 13 : 18);
        if (input) {
            return w.node(type, attributes, x, w.ints(axis));
        }
        attributes.put("axes", new long[] {axis});
        return w.node(type, attributes, x);
    }

    /** (batch, tokens, …) with these last sizes. */
    String reshape(String x, long... last) {
        if (how.shapes() == Shapes.ZERO_AND_OPEN) {
            long[] sizes = new long[last.length + 2];
            sizes[1] = -1;
            System.arraycopy(last, 0, sizes, 2, last.length);
            return w.node("Reshape", x, w.ints(sizes));
        }
        String shape = w.node("Shape", "input_ids");
        String batch = unsqueeze(w.node("Gather", Map.of("axis", 0L), shape, w.integer(0)), 0);
        String tokens = w.node("Slice", shape, w.ints(1), w.ints(2), w.ints(0));
        return w.node("Reshape", x, w.node("Concat", Map.of("axis", 0L), batch, tokens, w.ints(last)));
    }

    String sumAndNorm(String x, String skip, String name) {
        if (how.layers() != Layers.POST_FUSED) {
            return norm(w.node("Add", x, skip), name);
        }
        return w.fused(
                "SkipLayerNormalization",
                Map.of("epsilon", SyntheticEncoder.EPSILON),
                x,
                skip,
                w.floats(sample.make(name + ".weight", WIDTH), WIDTH),
                w.floats(sample.make(name + ".bias", WIDTH), WIDTH));
    }

    String norm(String x, String name) {
        String gamma = w.floats(sample.make(name + ".weight", WIDTH), WIDTH);
        String beta = w.floats(sample.make(name + ".bias", WIDTH), WIDTH);
        if (how.norm() == Spelling.NormKind.OPERATOR) {
            return w.node(
                    "LayerNormalization", Map.of("axis", -1L, "epsilon", SyntheticEncoder.EPSILON), x, gamma, beta);
        }
        String mean = reduce("ReduceMean", x, -1, true);
        String centred = w.node("Sub", x, mean);
        String square = how.norm() == Spelling.NormKind.POWER
                ? w.node("Pow", centred, w.number(2))
                : w.node("Mul", centred, centred);
        String variance = w.node("Add", reduce("ReduceMean", square, -1, true), w.number(SyntheticEncoder.EPSILON));
        String deviation = w.node("Sqrt", variance);
        return switch (how.norm()) {
            case POWER -> w.node("Add", w.node("Mul", w.node("Div", centred, deviation), gamma), beta);
            case SQUARE -> w.node("Add", beta, w.node("Mul", gamma, w.node("Div", centred, deviation)));
            case RECIPROCAL -> {
                String inverse = w.node("Reciprocal", deviation);
                yield w.node("Add", w.node("Mul", w.node("Mul", centred, inverse), gamma), beta);
            }
            case TENSORFLOW -> {
                String scale = w.node("Mul", w.node("Reciprocal", deviation), gamma);
                String shift = w.node("Sub", beta, w.node("Mul", mean, scale));
                yield w.node("Add", w.node("Mul", x, scale), shift);
            }
            case OPERATOR -> throw new IllegalStateException();
        };
    }

    String dense(String x, String name, int outputs, int inputs, boolean bias) {
        float[] matrix = sample.make(name + ".weight", outputs, inputs);
        String b = bias ? w.floats(sample.make(name + ".bias", outputs), outputs) : "";
        if (!bias) {
            sample.zeros(name + ".bias", outputs);
        }
        return dense(x, matrix, b, outputs, inputs);
    }

    /** A dense layer with a given matrix (outputs, inputs); no bias where its name is empty. */
    String dense(String x, float[] matrix, String bias, int outputs, int inputs) {
        String weight = w.floats(Sample.transposed(matrix, outputs, inputs), inputs, outputs);
        return switch (how.dense()) {
            case PRODUCT_BIAS -> biased(w.node("MatMul", x, weight), bias, true);
            case BIAS_PRODUCT -> biased(w.node("MatMul", x, weight), bias, false);
            case TRANSPOSED_WEIGHT -> {
                String turned =
                        w.node("Transpose", Map.of("perm", new long[] {1, 0}), w.floats(matrix, outputs, inputs));
                yield biased(w.node("MatMul", x, turned), bias, true);
            }
            case FLAT_GEMM -> {
                String flat = w.node("Reshape", x, w.ints(-1, inputs));
                String made = bias.isEmpty() ? w.node("Gemm", flat, weight) : w.node("Gemm", flat, weight, bias);
                yield reshape(made, x, outputs);
            }
            case FLAT_PRODUCT -> {
                String flat = w.node("Reshape", x, w.ints(-1, inputs));
                yield reshape(biased(w.node("MatMul", flat, weight), bias, true), x, outputs);
            }
            case FUSED_PRODUCT ->
                biased(
                        w.fused("FusedMatMul", Map.of("transB", 1L, "alpha", 1f), x, w.floats(matrix, outputs, inputs)),
                        bias,
                        true);
        };
    }

    /** The flat product back to the batch and tokens of the layer's input. */
    private String reshape(String flat, String like, int outputs) {
        String lead = w.node("Slice", w.node("Shape", like), w.ints(0), w.ints(2), w.ints(0));
        return w.node("Reshape", flat, w.node("Concat", Map.of("axis", 0L), lead, w.ints(outputs)));
    }

    private String biased(String product, String bias, boolean after) {
        if (bias.isEmpty()) {
            return product;
        }
        return after ? w.node("Add", product, bias) : w.node("Add", bias, product);
    }

    String activatedDense(String x, String name, int outputs, int inputs) {
        if (how.activation() == Activation.GELU_BIAS_FUSED && how.dense() == Dense.PRODUCT_BIAS) {
            float[] matrix = sample.make(name + ".weight", outputs, inputs);
            String product = dense(x, matrix, "", outputs, inputs);
            return w.fused("BiasGelu", Map.of(), product, w.floats(sample.make(name + ".bias", outputs), outputs));
        }
        return activation(dense(x, name, outputs, inputs, true));
    }

    private String activation(String x) {
        return switch (how.activation()) {
            case GELU_DIV -> {
                String gate = gate(w.node("Erf", w.node("Div", x, w.number((float) Math.sqrt(2)))));
                yield w.node("Mul", w.node("Mul", x, gate), w.number(0.5f));
            }
            case GELU_MUL -> {
                String gate = gate(w.node("Erf", w.node("Mul", x, w.number((float) Math.sqrt(0.5)))));
                yield w.node("Mul", w.number(0.5f), w.node("Mul", gate, x));
            }
            case GELU_HALF_FIRST -> {
                String gate = gate(w.node("Erf", w.node("Div", x, w.number((float) Math.sqrt(2)))));
                yield w.node("Mul", w.node("Mul", x, w.number(0.5f)), gate);
            }
            case GELU_GATE_FIRST -> {
                String gate = gate(w.node("Erf", w.node("Div", x, w.number((float) Math.sqrt(2)))));
                yield w.node("Mul", x, w.node("Mul", w.number(0.5f), gate));
            }
            case GELU_FUSED, GELU_BIAS_FUSED -> w.fused("Gelu", Map.of(), x);
            case TANH_POWER -> {
                String cube = w.node("Mul", w.node("Pow", x, w.number(3)), w.number(0.044715f));
                String inner = w.node("Mul", w.node("Add", x, cube), w.number((float) Math.sqrt(2 / Math.PI)));
                yield w.node("Mul", w.node("Mul", w.number(0.5f), x), gate(w.node("Tanh", inner)));
            }
            case TANH_FACTORED -> {
                String square = w.node("Mul", w.node("Mul", w.number(0.044715f), x), x);
                String slope = w.node("Mul", x, w.number(0.7978845608f));
                String inner = w.node("Mul", slope, w.node("Add", w.number(1), square));
                yield w.node("Mul", w.node("Mul", w.number(0.5f), x), gate(w.node("Tanh", inner)));
            }
            case TANH_FUSED -> w.fused("FastGelu", Map.of(), x);
            case RELU -> w.node("Relu", x);
            case SILU -> w.node("Mul", x, w.node("Sigmoid", x));
            case TANH -> w.node("Tanh", x);
        };
    }

    private String gate(String x) {
        return w.node("Add", x, w.number(1));
    }

    private String maskOverStates(String hidden) {
        String mask = how.mask() == Spelling.Mask.CONSTANT_ONES
                ? w.node(
                        "ConstantOfShape",
                        Map.of("value", OnnxWriter.intTensor("", new long[] {1}, 1)),
                        w.node("Shape", "input_ids"))
                : "attention_mask";
        String wide = w.node("Expand", unsqueeze(mask, -1), w.node("Shape", hidden));
        return w.node("Cast", Map.of("to", 1L), wide);
    }

    String mean(String hidden) {
        if (how.mask() == Spelling.Mask.CONSTANT_ONES) {
            return reduce("ReduceMean", hidden, 1, false);
        }
        String mask = maskOverStates(hidden);
        String sum = reduce("ReduceSum", w.node("Mul", hidden, mask), 1, false);
        String count = reduce("ReduceSum", mask, 1, false);
        return w.node("Div", sum, w.node("Clip", count, w.number(1e-9f)));
    }

    String maximum(String hidden) {
        String absent = w.node("Equal", maskOverStates(hidden), w.number(0));
        return reduce("ReduceMax", w.node("Where", absent, w.number(-1e9f), hidden), 1, false);
    }

    String unit(String x) {
        String length = reduce("ReduceL2", x, -1, true);
        String bounded = w.node("Clip", length, w.number(1e-12f));
        return w.node("Div", x, w.node("Expand", bounded, w.node("Shape", x)));
    }
}
