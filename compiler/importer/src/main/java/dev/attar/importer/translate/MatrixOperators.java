package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Products;
import dev.attar.importer.term.Term;
import java.util.List;
import java.util.Optional;

/** Matrix products, softmax, the layer norm and the attention operator. */
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
            case "Gemm" -> Optional.of(List.of(compositions.gemm(call)));
            case "Softmax" -> Optional.of(List.of(softmax(call)));
            case "LayerNormalization" -> Optional.of(List.of(layerNorm(call)));
            case "Attention" -> Optional.of(List.of(attention(call)));
            default -> Optional.empty();
        };
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

    /** Operator set 23: queries, keys and values (B, H, S, D), or (B, S, C) with the number of heads; then the mask. */
    private Term attention(Call call) {
        if (call.node().integer("is_causal", 0) != 0) {
            throw call.cannot("causal attention is not supported in an encoder");
        }
        if (call.node().real("softcap", 0) != 0
                || call.inputs().stream().skip(4).anyMatch(Optional::isPresent)) {
            throw call.cannot("capped scores, past keys and counts of keys are not supported");
        }
        List<Term> qkv = List.of(call.input(0), call.input(1), call.input(2));
        double scale = call.node().real("scale", 0);
        Optional<Double> own = scale == 0 ? Optional.empty() : Optional.of(scale);
        Optional<Term> added = call.optional(3).map(mask -> compositions.added(call, mask));
        if (qkv.getFirst().rank() == 4) {
            return compositions.attended(call, qkv, own, added);
        }
        long heads = call.node().integer("q_num_heads", 0);
        if (call.node().integer("kv_num_heads", heads) != heads) {
            throw call.cannot("fewer heads of keys than of queries are not supported");
        }
        return compositions.attention(call, qkv, heads, own, added);
    }
}
