package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Products;
import dev.attar.importer.term.Term;
import java.util.List;
import java.util.Optional;

/** Matrix products, softmax and the layer norm operator. */
final class MatrixOperators implements Operators.Family {
    private final Arithmetic arithmetic;
    private final Products products;
    private final Compositions compositions;

    MatrixOperators(Arithmetic arithmetic, Products products, Compositions compositions) {
        this.arithmetic = arithmetic;
        this.products = products;
        this.compositions = compositions;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().standard()) {
            return Optional.empty();
        }
        return switch (call.node().type()) {
            case "MatMul" -> Optional.of(List.of(products.matMul(call.input(0), call.input(1))));
            case "Gemm" -> Optional.of(List.of(gemm(call)));
            case "Softmax" -> Optional.of(List.of(softmax(call)));
            case "LayerNormalization" -> Optional.of(List.of(layerNorm(call)));
            default -> Optional.empty();
        };
    }

    private Term gemm(Call call) {
        Term a = call.node().integer("transA", 0) == 0 ? call.input(0) : compositions.transposed(call, call.input(0));
        Term b = call.node().integer("transB", 0) == 0 ? call.input(1) : compositions.transposed(call, call.input(1));
        Term product = arithmetic.scale(call.node().real("alpha", 1), products.matMul(a, b));
        return call.optional(2)
                .map(c -> arithmetic.add(product, arithmetic.scale(call.node().real("beta", 1), c)))
                .orElse(product);
    }

    /** Before operator set 13 the axes from {@code axis} on were one; that is the same for the last axis. */
    private Term softmax(Call call) {
        Term x = call.input(0);
        long axis = call.node().integer("axis", call.opset() < 13 ? 1 : -1);
        if (call.axis(axis, x.rank()) != x.rank() - 1) {
            throw call.cannot("only a softmax along the last axis is supported");
        }
        return products.softmax(x);
    }

    private Term layerNorm(Call call) {
        Term x = call.input(0);
        if (call.axis(call.node().integer("axis", -1), x.rank()) != x.rank() - 1) {
            throw call.cannot("only a norm along the last axis is supported");
        }
        return compositions.layerNorm(
                x, call.input(1), call.optional(2), call.node().real("epsilon", 1e-5f));
    }
}
