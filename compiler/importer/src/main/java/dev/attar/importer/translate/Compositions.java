package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Indices;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Reduction;
import dev.attar.importer.term.Products;
import dev.attar.importer.term.Rearranger;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What fused operators stand for, written out in the smaller operations that all others are described with. */
final class Compositions {
    private static final double EXCLUDED = -10000;

    private final Terms terms;
    private final Arithmetic arithmetic;
    private final Products products;
    private final Rearranger rearranger;

    Compositions(Terms terms, Arithmetic arithmetic, Products products, Rearranger rearranger) {
        this.terms = terms;
        this.arithmetic = arithmetic;
        this.products = products;
        this.rearranger = rearranger;
    }

    /** {@code gamma (x - mean) / sqrt(variance + eps) + beta} over the last axis. */
    Term layerNorm(Term x, Term gamma, Optional<Term> beta, double epsilon) {
        int last = x.rank() - 1;
        Term mean = arithmetic.reduce(Reduction.MEAN, x, last, true);
        Term centred = arithmetic.add(x, arithmetic.scale(-1, mean));
        Term variance = arithmetic.reduce(Reduction.MEAN, arithmetic.multiply(centred, centred), last, true);
        Term inverse = arithmetic.power(arithmetic.add(variance, terms.uniform(epsilon, List.of())), -0.5);
        Term scaled = arithmetic.multiply(arithmetic.multiply(centred, inverse), gamma);
        return beta.map(b -> arithmetic.add(scaled, b)).orElse(scaled);
    }

    /** {@code alpha A B + beta C}, with A and B transposed or not. */
    Term gemm(Call call) {
        Term a = call.node().integer("transA", 0) == 0 ? call.input(0) : transposed(call, call.input(0));
        Term b = call.node().integer("transB", 0) == 0 ? call.input(1) : transposed(call, call.input(1));
        Term product = arithmetic.scale(call.node().real("alpha", 1), products.matMul(a, b));
        return call.optional(2)
                .map(c -> arithmetic.add(product, arithmetic.scale(call.node().real("beta", 1), c)))
                .orElse(product);
    }

    /** A matrix transposed. */
    Term transposed(Call call, Term x) {
        if (x.rank() != 2) {
            throw call.cannot("a matrix was expected");
        }
        return call.known(rearranger.transpose(x, List.of(1, 0)));
    }

    /** The last two axes of any number exchanged. */
    Term swapped(Call call, Term x) {
        if (x.rank() < 2) {
            throw call.cannot("a matrix was expected");
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        Collections.swap(order, x.rank() - 1, x.rank() - 2);
        return call.known(rearranger.transpose(x, order));
    }

    /**
     * Attention over (B, S, C) queries, keys and values.
     *
     * @param added what is added to the scores, of a shape that they have or are repeated from
     */
    Term attention(Call call, List<Term> qkv, long heads, Optional<Double> scale, Optional<Term> added) {
        long width = qkv.getFirst().width().orElseThrow(() -> call.cannot("its width is unknown"));
        if (heads < 1 || width % heads != 0) {
            throw call.cannot(heads + " heads do not divide a width of " + width);
        }
        List<Term> split = qkv.stream().map(x -> heads(call, x, heads)).toList();
        Term attended = attended(call, split, scale, added);
        Term byToken = call.known(rearranger.transpose(attended, List.of(0, 2, 1, 3)));
        return call.known(rearranger.reshape(byToken, qkv.get(2).sizes()));
    }

    /** Attention over queries, keys and values that are already (B, H, S, D). */
    Term attended(Call call, List<Term> qkv, Optional<Double> scale, Optional<Term> added) {
        if (!qkv.stream().allMatch(x -> x.rank() == 4)) {
            throw call.cannot("its queries, keys and values should be (batch, heads, tokens, channels)");
        }
        long channels = qkv.getFirst().width().orElseThrow(() -> call.cannot("its width is unknown"));
        Term keys = call.known(rearranger.transpose(qkv.get(1), List.of(0, 1, 3, 2)));
        Term scores = arithmetic.scale(scale.orElse(1 / Math.sqrt(channels)), products.matMul(qkv.getFirst(), keys));
        Term masked = added.map(m -> arithmetic.add(scores, m)).orElse(scores);
        return products.matMul(products.softmax(masked), qkv.get(2));
    }

    private Term heads(Call call, Term x, long heads) {
        if (x.rank() != 3 || x.width().isEmpty() || x.width().getAsLong() % heads != 0) {
            throw call.cannot("its queries, keys and values should be (batch, tokens, channels)");
        }
        List<Dim> sizes = List.of(
                x.sizes().get(0),
                x.sizes().get(1),
                Dim.of(heads),
                Dim.of(x.width().getAsLong() / heads));
        return call.known(rearranger.reshape(x, sizes).flatMap(y -> rearranger.transpose(y, List.of(0, 2, 1, 3))));
    }

    /** What is added to the scores for a mask of 1 for present and 0 for absent keys, given as (B, S), lengths, or per score. */
    Term excluding(Call call, Term mask) {
        Term keys = isLengths(mask) ? mask.argument(0) : mask;
        Term added = arithmetic
                .known(keys, v -> v != 0 ? 0 : EXCLUDED)
                .filter(_ -> keys.scalar().isPresent()
                        || keys.op() instanceof Op.Choose(var _, double yes, double no, int _, int _)
                                && yes == 1
                                && no == 0)
                .orElseThrow(() -> call.cannot("this kind of mask is not supported"));
        List<Dim> sizes = new ArrayList<>(keys.sizes());
        while (sizes.size() < 4 && sizes.size() > 1) {
            sizes.add(1, Dim.ONE);
        }
        return call.known(rearranger.reshape(added, sizes));
    }

    /** A mask that is Boolean, or already holds numbers to add. */
    Term added(Call call, Term mask) {
        boolean truths =
                mask.op() instanceof Op.Choose(var _, double yes, double no, int _, int _) && yes == 1 && no == 0;
        boolean all = mask.scalar().isPresent() && mask.scalar().getAsDouble() == 1;
        return truths || all
                ? arithmetic.known(mask, v -> v != 0 ? 0 : EXCLUDED).orElseThrow()
                : mask;
    }

    /** How many tokens each sequence has, (B): another way of handing over the mask. */
    private static boolean isLengths(Term mask) {
        return mask.op() instanceof Op.Reduce(Reduction reduction, int axis)
                && reduction == Reduction.SUM
                && axis == 1
                && mask.rank() == 1;
    }

    /** The lengths that {@link #attention} takes for the mask they were counted from. */
    Term lengths(Term mask) {
        return terms.make(new Op.Reduce(Reduction.SUM, 1), List.of(mask.shape().getFirst()), mask);
    }

    /** Rows of a table by index. */
    private Term rows(Term table, Term index) {
        List<Axis> shape = new ArrayList<>(index.shape());
        shape.add(table.shape().getLast());
        return terms.make(new Op.Rows(), shape, table, index);
    }

    /** Rows of the tables of tokens, positions and segments added; inputs 0 and 1 of the call are token and segment ids. */
    Term embedded(Call call, Term tokens, Term positions, Optional<Term> segments) {
        Term sum = arithmetic.add(rows(tokens, call.input(0)), rows(positions, positions()));
        return segments.map(table -> arithmetic.add(sum, rows(table, call.input(1))))
                .orElse(sum);
    }

    /** 0, 1, 2, … along a sequence. */
    private Term positions() {
        return new Indices(terms).count(0, 1, List.of(Axis.plain(1), terms.sequence()));
    }

    /** Queries, keys and values that lie one after another. */
    List<Term> thirds(Call call, Term packed, long width) {
        return List.of(
                channels(call, packed, 0, width),
                channels(call, packed, width, 2 * width),
                channels(call, packed, 2 * width, 3 * width));
    }

    /** Channels {@code from} to {@code to} of the last axis. */
    Term channels(Call call, Term x, long from, long to) {
        return call.known(rearranger.slice(x, x.rank() - 1, Dim.of(from), Dim.of(to)));
    }
}
