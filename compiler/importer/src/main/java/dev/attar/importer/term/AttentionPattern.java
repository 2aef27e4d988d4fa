package dev.attar.importer.term;

import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Layout.Arranged;
import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Op.Attend;
import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.Linear;
import dev.attar.importer.term.Op.MatMul;
import dev.attar.importer.term.Op.Multiply;
import dev.attar.importer.term.Op.Softmax;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Part.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code softmax(q k^T / sqrt(D) + mask) v}, with q, k and v views of dense layers: which output channel of which layer is
 * head h, channel d is read off the view, so any packing of the three comes out the same.
 *
 * <p>Source: Vaswani et al. 2017, section 3.2.
 */
final class AttentionPattern {
    private static final double SCALE_TOLERANCE = 1e-3;
    private static final double EXCLUDED = -1e3;

    private final Terms terms;
    private final Layout layout;

    AttentionPattern(Terms terms, Layout layout) {
        this.terms = terms;
        this.layout = layout;
    }

    /** Raised where a product is no attention; says why. */
    private static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        Mismatch(String why) {
            super(why, null, false, false);
        }
    }

    /** One of q, k, v: its input, weight (heads, D, C) and bias (heads, D). */
    private record Projection(Term input, Term weight, Term bias, long heads, long width) {}

    /** Scores without mask: the two factors and the number before them. */
    private record Scores(double scale, Term queries, Term keys, boolean masked) {}

    Optional<Term> recognise(Term weights, Term values) {
        try {
            return Optional.of(attend(weights, values));
        } catch (Mismatch e) {
            return Optional.empty();
        }
    }

    Optional<String> whyNot(Term weights, Term values) {
        try {
            attend(weights, values);
            return Optional.empty();
        } catch (Mismatch e) {
            return Optional.of(e.getMessage());
        }
    }

    private Term attend(Term weights, Term values) throws Mismatch {
        if (!(weights.op() instanceof Softmax)) {
            throw new Mismatch("the left factor is not a softmax");
        }
        Scores scores = scores(weights.argument(0), weights.argument(0).rank());
        double[] factor = {scores.scale()};
        Projection q = projection("queries", scores.queries(), false, factor);
        Projection k = projection("keys", scores.keys(), true, factor);
        double wanted = 1 / Math.sqrt(q.width());
        if (!isScale(factor[0], wanted)) {
            throw new Mismatch(
                    "scores are scaled by " + factor[0] + " where Attar has 1/sqrt(" + q.width() + ") = " + wanted);
        }
        double[] one = {1};
        Projection v = projection("values", values, false, one);
        if (one[0] != 1) {
            throw new Mismatch("values are scaled by " + one[0]);
        }
        if (k.heads() != q.heads() || v.heads() != q.heads() || k.width() != q.width() || v.width() != q.width()) {
            throw new Mismatch("queries, keys and values differ in heads or channels of a head");
        }
        Term attended = terms.make(
                new Attend((int) q.heads(), scores.masked()),
                List.of(terms.batch(), terms.sequence(), Axis.plain(q.heads() * q.width())),
                List.of(
                        q.input(),
                        k.input(),
                        v.input(),
                        q.weight(),
                        q.bias(),
                        k.weight(),
                        k.bias(),
                        v.weight(),
                        v.bias()));
        return arrangedLike(values, attended, q.width());
    }

    /** One number before the scores, or its root before the queries and before the keys. */
    private static boolean isScale(double factor, double wanted) {
        return Math.abs(factor - wanted) <= SCALE_TOLERANCE * wanted
                || Rounded.is(factor, wanted)
                || factor > 0 && Rounded.is(Math.sqrt(factor), Math.sqrt(wanted));
    }

    /** The result has the axes of the values, whatever lies behind them. */
    private Term arrangedLike(Term values, Term attended, long width) throws Mismatch {
        List<List<Part>> axes = new ArrayList<>();
        long heads = attended.width().orElseThrow() / width;
        for (List<Part> axis :
                layout.of(values).orElseThrow(() -> new Mismatch("values")).axes()) {
            List<Part> parts = new ArrayList<>();
            for (Part part : axis) {
                parts.add(part instanceof Channels ? new Channels(heads, width) : part);
            }
            axes.add(parts);
        }
        axes.set(axes.size() - 1, width == 1 ? List.of() : List.of(new Channels(width, 1)));
        return layout.term(new Arranged(attended, axes, 0));
    }

    private static Scores scores(Term term, int rank) throws Mismatch {
        switch (term.op()) {
            case Add() -> {
                for (int i = 0; i < 2; i++) {
                    if (term.argument(1 - i).op() instanceof Choose mask) {
                        Scores inner = scores(term.argument(i), rank);
                        checkMask(mask, term.argument(1 - i).rank(), rank, inner.masked());
                        return new Scores(inner.scale(), inner.queries(), inner.keys(), true);
                    }
                }
                throw new Mismatch(
                        "something other than the attention mask is added to the scores (a relative position bias?)");
            }
            case Multiply(double factor)
            when term.arguments().size() == 1 -> {
                Scores inner = scores(term.argument(0), rank);
                return new Scores(factor * inner.scale(), inner.queries(), inner.keys(), inner.masked());
            }
            case MatMul() -> {
                return new Scores(1, term.argument(0), term.argument(1), false);
            }
            default -> throw new Mismatch("the scores are not a product of queries and keys, but come from " + term);
        }
    }

    private static void checkMask(Choose mask, int maskRank, int rank, boolean twice) throws Mismatch {
        boolean overKeys = mask.predicate().equals(new Predicate.Present())
                && mask.sequenceAxis() == maskRank - 1
                && mask.batchAxis() == maskRank - rank;
        if (twice || !overKeys || mask.yes() != 0 || !(mask.no() <= EXCLUDED)) {
            throw new Mismatch(
                    "the attention mask does not add 0 for present and a large negative number for absent keys");
        }
    }

    private Projection projection(String what, Term term, boolean transposed, double[] factor) throws Mismatch {
        Arranged x = layout.of(term)
                .orElseThrow(() -> new Mismatch("the " + what + " are arranged in a way that is not recognised"));
        int rank = x.axes().size();
        List<Part> lead = x.axes().subList(0, Math.max(0, rank - 2)).stream()
                .flatMap(List::stream)
                .toList();
        List<Part> tokens = rank < 2 ? List.of() : x.axes().get(transposed ? rank - 1 : rank - 2);
        List<Part> channels = rank < 2 ? List.of() : x.axes().get(transposed ? rank - 2 : rank - 1);
        boolean fits = !lead.isEmpty()
                && lead.size() <= 2
                && lead.getFirst() instanceof Part.Batch
                && tokens.equals(List.of(new Part.Sequence()))
                && channels.size() <= 1;
        if (!fits) {
            throw new Mismatch("the " + what + " are not arranged as (batch, heads, tokens, channels)");
        }
        Channels heads = lead.size() == 2 ? channels(lead.get(1)) : new Channels(1, 0);
        Channels width = channels.isEmpty() ? new Channels(1, 1) : channels(channels.getFirst());
        Term dense = x.base();
        if (dense.op() instanceof Multiply(double scale) && dense.arguments().size() == 1) {
            factor[0] *= scale;
            dense = dense.argument(0);
        }
        if (!(dense.op() instanceof Linear) || dense.rank() != 3) {
            throw new Mismatch("the " + what + " do not come from one dense layer, but from " + dense);
        }
        return new Projection(
                dense.argument(0),
                weight(dense.argument(1), heads, width, x.offset()),
                bias(dense, heads, width, x.offset()),
                heads.size(),
                width.size());
    }

    private static Channels channels(Part part) throws Mismatch {
        if (part instanceof Channels channels) {
            return channels;
        }
        throw new Mismatch("heads are mixed with tokens");
    }

    /** Rows of the dense layer's matrix by head and channel: (heads, D, C). */
    private Term weight(Term matrix, Channels heads, Channels width, long offset) {
        TensorView view = ((Stored) matrix.op()).view();
        long row = view.strides().get(0);
        return stored(new TensorView(
                view.data(),
                view.offset() + offset * row,
                List.of(heads.size(), width.size(), view.shape().get(1)),
                List.of(
                        heads.stride() * row,
                        width.stride() * row,
                        view.strides().get(1))));
    }

    private Term bias(Term dense, Channels heads, Channels width, long offset) {
        if (dense.arguments().size() == 2) {
            return terms.uniform(0, Axis.plain(List.of(heads.size(), width.size())));
        }
        TensorView view = ((Stored) dense.argument(2).op()).view();
        long step = view.strides().getFirst();
        return stored(new TensorView(
                view.data(),
                view.offset() + offset * step,
                List.of(heads.size(), width.size()),
                List.of(heads.stride() * step, width.stride() * step)));
    }

    private Term stored(TensorView view) {
        return terms.make(new Stored(view), Axis.plain(view.shape()));
    }
}
