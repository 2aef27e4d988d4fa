package dev.attar.importer.translate;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.Dequantised;
import dev.attar.importer.tensor.Dequantised.Steps;
import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Products;
import dev.attar.importer.term.QuantisedProducts;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operators of dynamic quantisation: weights stored as 8-bit integers, activations rounded to 8 bits on the way.
 *
 * <p>Source: ONNX operators of version 11; github.com/microsoft/onnxruntime, docs/ContribOperators.md.
 */
final class QuantisedOperators implements Operators.Family {
    private final Terms terms;
    private final Arithmetic arithmetic;
    private final Products products;
    private final Compositions compositions;

    QuantisedOperators(Terms terms, Arithmetic arithmetic, Products products, Compositions compositions) {
        this.terms = terms;
        this.arithmetic = arithmetic;
        this.products = products;
        this.compositions = compositions;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        boolean fused = call.node().domain().equals("com.microsoft");
        return Optional.ofNullable(
                switch (call.node().type()) {
                    case "DynamicQuantizeLinear" -> quantise(call.input(0));
                    case "MatMulInteger" -> List.of(integers(call));
                    case "DequantizeLinear" -> List.of(dequantise(call));
                    case "DynamicQuantizeMatMul" -> fused ? List.of(dynamic(call)) : null;
                    case "MatMulIntegerToFloat" -> fused ? List.of(toFloat(call)) : null;
                    case "QEmbedLayerNormalization" -> fused ? embedLayerNorm(call) : null;
                    case "QAttention" -> fused ? List.of(attention(call)) : null;
                    default -> null;
                });
    }

    private List<Term> quantise(Term x) {
        return List.of(
                terms.make(new Op.Quantised(), x.shape(), x),
                terms.make(new Op.QuantisedScale(), List.of(), x),
                terms.make(new Op.QuantisedZero(), List.of(), x));
    }

    /** The activation behind a quantised input and its zero point. */
    private static Term activation(Call call, int input, int zero) {
        Term quantised = call.input(input);
        boolean own = quantised.op() instanceof Op.Quantised
                && call.optional(zero)
                        .filter(z -> z.op() instanceof Op.QuantisedZero && z.argument(0) == quantised.argument(0))
                        .isPresent();
        if (!own) {
            throw call.cannot("only products of a dynamically quantised activation and a stored matrix are supported");
        }
        return quantised.argument(0);
    }

    private static Term matrix(Call call, int input) {
        Term matrix = call.input(input);
        if (!(matrix.op() instanceof Stored(TensorView view)) || view.rank() != 2 || !isQuantised(view)) {
            throw call.cannot("input " + input + " is not a stored matrix of 8-bit integers");
        }
        return matrix;
    }

    private static boolean isQuantised(TensorView view) {
        return view.data().kind() == ElementKind.INT8 || view.data().kind() == ElementKind.UINT8;
    }

    /** Inputs x, matrix, zero points of both. */
    private Term integers(Call call) {
        Term x = activation(call, 0, 2);
        Term matrix = matrix(call, 1);
        if (x.rank() == 0) {
            throw call.cannot("its input has no axes");
        }
        Term zeros = call.optional(3).orElseGet(() -> terms.uniform(0, List.of()));
        List<Axis> shape = new ArrayList<>(x.shape());
        shape.set(x.rank() - 1, matrix.shape().get(1));
        return terms.make(new Op.IntegerProduct(), shape, x, matrix, zeros);
    }

    private static Steps scales(Call call, int input) {
        return QuantisedProducts.steps(call.input(input))
                .orElseThrow(() -> call.cannot("its scales are not stored in the file"));
    }

    private static Steps zeros(Call call, int input) {
        return call.optional(input).isPresent() ? scales(call, input) : new Steps(new double[] {0}, List.of());
    }

    private Term dequantise(Call call) {
        if (call.input(0).op() instanceof Op.Quantised) {
            throw unsupported(call);
        }
        return dequantise(call, call.input(0), scales(call, 1), zeros(call, 2));
    }

    private static ImportException unsupported(Call call) {
        return call.cannot("a quantised activation is supported only in a product with a stored matrix;"
                + " import the fp32 export of the same model");
    }

    /** A stored table or matrix, or what was looked up in one. */
    private Term dequantise(Call call, Term x, Steps scales, Steps zeros) {
        return switch (x.op()) {
            case Stored(TensorView view) when isQuantised(view) -> stored(call, Dequantised.of(view, scales, zeros));
            case Op.Rows() ->
                terms.make(new Op.Rows(), x.shape(), dequantise(call, x.argument(0), scales, zeros), x.argument(1));
            case Op.View view -> terms.make(view, x.shape(), dequantise(call, x.argument(0), scales, zeros));
            default -> throw unsupported(call);
        };
    }

    private Term stored(Call call, Optional<TensorView> dequantised) {
        TensorView view = dequantised.orElseThrow(() ->
                call.cannot("its scales and zero points are neither one for a whole tensor nor one for each column"));
        return terms.make(new Stored(view), Axis.plain(view.shape()));
    }

    /** {@code x (scale (Q - zero))}. */
    private Term dense(Call call, Term x, int matrix, int scale, int zero) {
        TensorView view = ((Stored) matrix(call, matrix).op()).view();
        return products.matMul(x, stored(call, Dequantised.of(view, scales(call, scale), zeros(call, zero))));
    }

    private Term biased(Call call, Term x, int bias) {
        return call.optional(bias).map(b -> arithmetic.add(x, b)).orElse(x);
    }

    /** Inputs x, matrix, its scales, its zero points, bias. */
    private Term dynamic(Call call) {
        return biased(call, dense(call, call.input(0), 1, 2, 3), 4);
    }

    /** Inputs x, matrix, scale of x, scales of the matrix, zero points of both, bias. */
    private Term toFloat(Call call) {
        Term x = activation(call, 0, 4);
        if (!(call.input(2).op() instanceof Op.QuantisedScale) || call.input(2).argument(0) != x) {
            throw call.cannot("its scale is not that of its input");
        }
        return biased(call, dense(call, x, 1, 3, 5), 6);
    }

    /**
     * Inputs ids, segment ids, three tables, gamma, beta, mask; then the scales and after them the zero points of the tables, gamma
     * and beta.
     */
    private List<Term> embedLayerNorm(Call call) {
        Optional<Term> segments = call.optional(4).map(_ -> table(call, 4));
        Term sum = compositions.embedded(call, table(call, 2), table(call, 3), segments);
        Term norm = compositions.layerNorm(
                sum, vector(call, 5), Optional.of(vector(call, 6)), call.node().real("epsilon", 1e-12f));
        Term mask = call.optional(7)
                .map(compositions::lengths)
                .orElseGet(() -> terms.make(new Op.Opaque(call.node(), 1, "there is no mask to count"), List.of()));
        return List.of(norm, mask);
    }

    private Term table(Call call, int input) {
        return dequantise(call, call.input(input), scales(call, input + 6), zeros(call, input + 11));
    }

    private Term vector(Call call, int input) {
        String name = call.node().inputs().get(input);
        return stored(
                call, Dequantised.vector(name, scales(call, input), scales(call, input + 6), zeros(call, input + 11)));
    }

    /** Inputs x, packed matrix (C, 3C), bias, scale of x, scales of the matrix, mask, zero points of both. */
    private Term attention(Call call) {
        if (call.node().integer("unidirectional", 0) != 0 || call.optional(8).isPresent()) {
            throw call.cannot("causal attention and past keys are not supported");
        }
        Term packed = biased(call, dense(call, activation(call, 0, 6), 1, 4, 7), 2);
        long width = packed.width().orElseThrow(() -> call.cannot("its width is unknown")) / 3;
        Optional<Term> mask = call.optional(5).map(m -> compositions.excluding(call, m));
        return compositions.attention(
                call,
                compositions.thirds(call, packed, width),
                call.node().integer("num_heads", 0),
                Optional.empty(),
                mask);
    }
}
