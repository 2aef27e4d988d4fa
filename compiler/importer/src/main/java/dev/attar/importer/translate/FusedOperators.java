package dev.attar.importer.translate;

import dev.attar.importer.onnx.OnnxNode;
import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Function;
import dev.attar.importer.term.Products;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operators of the domain {@code com.microsoft} that graph optimisers put in place of several standard ones.
 *
 * <p>Source: github.com/microsoft/onnxruntime, docs/ContribOperators.md.
 */
final class FusedOperators implements Operators.Family {
    private final Terms terms;
    private final Arithmetic arithmetic;
    private final Products products;
    private final Compositions compositions;

    FusedOperators(Terms terms, Arithmetic arithmetic, Products products, Compositions compositions) {
        this.terms = terms;
        this.arithmetic = arithmetic;
        this.products = products;
        this.compositions = compositions;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().domain().equals("com.microsoft")) {
            return Optional.empty();
        }
        return switch (call.node().type()) {
            case "Gelu" -> one(arithmetic.apply(Function.GELU, call.input(0)));
            case "BiasGelu" -> one(arithmetic.apply(Function.GELU, arithmetic.add(call.input(0), call.input(1))));
            case "FastGelu" -> one(arithmetic.apply(Function.GELU_TANH, biased(call, 1)));
            case "FusedMatMul", "TransposeMatMul" -> one(matMul(call));
            case "FusedGemm" -> one(activated(call, compositions.gemm(call)));
            case "BiasSoftmax" -> one(biasSoftmax(call));
            case "SkipLayerNormalization" -> Optional.of(skipLayerNorm(call));
            case "EmbedLayerNormalization" -> Optional.of(embedLayerNorm(call));
            case "Attention" -> one(attention(call));
            case "MultiHeadAttention" -> one(multiHeadAttention(call));
            default -> Optional.empty();
        };
    }

    private static Optional<List<Term>> one(Term term) {
        return Optional.of(List.of(term));
    }

    private Term biased(Call call, int bias) {
        return call.optional(bias).map(b -> arithmetic.add(call.input(0), b)).orElse(call.input(0));
    }

    private Term matMul(Call call) {
        OnnxNode node = call.node();
        if (node.integer("transBatchA", 0) != 0 || node.integer("transBatchB", 0) != 0) {
            throw call.cannot("transposed batches are not supported");
        }
        Term a = node.integer("transA", 0) == 0 ? call.input(0) : compositions.transposed(call, call.input(0));
        Term b = node.integer("transB", 0) == 0 ? call.input(1) : compositions.swapped(call, call.input(1));
        return arithmetic.scale(node.real("alpha", 1), products.matMul(a, b));
    }

    private Term activated(Call call, Term x) {
        return switch (call.node().text("activation").orElse("")) {
            case "" -> x;
            case "Relu" -> arithmetic.apply(Function.RELU, x);
            case "Tanh" -> arithmetic.apply(Function.TANH, x);
            case "Sigmoid" -> arithmetic.apply(Function.SIGMOID, x);
            default -> throw call.cannot("its activation is not supported");
        };
    }

    /** Softmax along the last axis of a sum. */
    private Term biasSoftmax(Call call) {
        Term x = call.input(0);
        if (call.axis(call.node().integer("axis", 1), x.rank()) != x.rank() - 1) {
            throw call.cannot("only a softmax along the last axis is supported");
        }
        return products.softmax(arithmetic.add(x, call.input(1)));
    }

    /** Inputs x, skip, gamma, beta, bias; the fourth output is their sum. */
    private List<Term> skipLayerNorm(Call call) {
        Term x = call.optional(4).map(b -> arithmetic.add(call.input(0), b)).orElse(call.input(0));
        Term sum = arithmetic.add(x, call.input(1));
        Term norm = compositions.layerNorm(sum, call.input(2), call.optional(3), epsilon(call));
        return List.of(norm, unused(call, 1), unused(call, 2), sum);
    }

    private static double epsilon(Call call) {
        return call.node().real("epsilon", 1e-12f);
    }

    private Term unused(Call call, int output) {
        return terms.make(new Op.Opaque(call.node(), output, "this output is not supported"), List.of());
    }

    /** Inputs ids, segment ids, three tables, gamma, beta, mask, position ids. */
    private List<Term> embedLayerNorm(Call call) {
        if (call.optional(8).isPresent()) {
            throw call.cannot("position ids as an input are not supported");
        }
        Term sum = compositions.embedded(call, call.input(2), call.input(3), call.optional(4));
        Term norm = compositions.layerNorm(sum, call.input(5), call.optional(6), epsilon(call));
        Term lengths = call.optional(7).map(compositions::lengths).orElseGet(() -> unused(call, 1));
        return List.of(norm, lengths, sum);
    }

    /** Inputs x, packed weight (C, 3C), packed bias (3C), mask. */
    private Term attention(Call call) {
        refuse(call, "unidirectional", "do_rotary", "past_present_share_buffer");
        if (call.optional(4).isPresent() || call.optional(6).isPresent()) {
            throw call.cannot("past keys are not supported");
        }
        Term packed = products.matMul(call.input(0), call.input(1));
        if (call.optional(2).isPresent()) {
            packed = arithmetic.add(packed, call.input(2));
        }
        long width = packed.width().orElseThrow(() -> call.cannot("its width is unknown")) / 3;
        List<Long> sizes = call.node().integers("qkv_hidden_sizes").orElse(List.of(width, width, width));
        if (!sizes.equals(List.of(width, width, width))) {
            throw call.cannot("queries, keys and values of different widths are not supported");
        }
        List<Term> qkv = compositions.thirds(call, packed, width);
        return compositions.attention(call, qkv, call.node().integer("num_heads", 0), scale(call), mask(call, 3));
    }

    /** Inputs query, key, value (B, S, C), packed bias (3C), mask. */
    private Term multiHeadAttention(Call call) {
        refuse(call, "unidirectional");
        if (call.optional(6).isPresent() || call.optional(7).isPresent()) {
            throw call.cannot("past keys are not supported");
        }
        long width = call.input(0).width().orElseThrow(() -> call.cannot("its width is unknown"));
        List<Term> qkv = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Term x = call.input(i);
            int part = i;
            qkv.add(call.optional(3)
                    .map(b -> arithmetic.add(x, compositions.channels(call, b, part * width, (part + 1) * width)))
                    .orElse(x));
        }
        return compositions.attention(call, qkv, call.node().integer("num_heads", 0), scale(call), mask(call, 4));
    }

    /** What is added to the scores: for absent keys by the input {@code keys}, and whatever input 5 holds. */
    private Optional<Term> mask(Call call, int keys) {
        Optional<Term> excluded = call.optional(keys).map(mask -> compositions.excluding(call, mask));
        Optional<Term> added = call.optional(5);
        return excluded.isPresent() && added.isPresent()
                ? Optional.of(arithmetic.add(excluded.get(), added.get()))
                : excluded.or(() -> added);
    }

    private static Optional<Double> scale(Call call) {
        double scale = call.node().real("scale", 0);
        return scale == 0 ? Optional.empty() : Optional.of(scale);
    }

    private static void refuse(Call call, String... flags) {
        for (String flag : flags) {
            if (call.node().integer(flag, 0) != 0) {
                throw call.cannot("'" + flag + "' is not supported");
            }
        }
    }
}
