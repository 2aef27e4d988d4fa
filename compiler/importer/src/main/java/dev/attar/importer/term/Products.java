package dev.attar.importer.term;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.Linear;
import dev.attar.importer.term.Op.MatMul;
import dev.attar.importer.term.Op.Softmax;
import dev.attar.importer.term.Op.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Matrix products: with a stored matrix a dense layer, of scores and values an attention, else just a product. */
public final class Products {
    private final Terms terms;
    private final RowWise rowWise;
    private final AttentionPattern attention;

    public Products(Terms terms, Layout layout) {
        this.terms = terms;
        this.rowWise = new RowWise(terms, layout);
        this.attention = new AttentionPattern(terms, layout);
    }

    /** The product over the last axis of {@code a} and the last but one of {@code b}. */
    public Term matMul(Term a, Term b) {
        Optional<TensorView> matrix = matrix(b);
        if (matrix.isPresent() && !(a.op() instanceof Stored)) {
            return linear(a, matrix.get().transpose(List.of(1, 0)));
        }
        return attention.recognise(a, b).orElseGet(() -> plain(a, b));
    }

    /** Why a product of scores and values is no attention that Attar has; empty when nothing can be said. */
    public Optional<String> whyNotAttention(Term product) {
        return product.op() instanceof MatMul
                ? attention.whyNot(product.argument(0), product.argument(1))
                : Optional.empty();
    }

    /** {@code x W^T}; {@code weight} is (outputs, inputs). */
    public Term linear(Term x, TensorView weight) {
        long inputs = weight.shape().get(1);
        if (x.width().isEmpty() || x.width().getAsLong() != inputs) {
            throw new ImportException(
                    terms.where() + ": a matrix for " + inputs + " channels does not fit an input of " + x.sizes());
        }
        return rowWise.lift(x, base -> linear(base, weight)).orElseGet(() -> {
            List<Axis> shape = new ArrayList<>(x.shape());
            shape.set(x.rank() - 1, Axis.plain(weight.shape().get(0)));
            Term matrix = terms.make(new Stored(weight), Axis.plain(weight.shape()));
            return terms.make(new Linear(), shape, x, matrix);
        });
    }

    /** A stored matrix, without leading axes of size 1. */
    private static Optional<TensorView> matrix(Term term) {
        if (!(term.op() instanceof Stored(TensorView view)) || view.rank() < 2) {
            return Optional.empty();
        }
        return view.shape().stream().limit(view.rank() - 2).allMatch(size -> size == 1)
                ? view.reshape(view.shape().subList(view.rank() - 2, view.rank()))
                : Optional.empty();
    }

    private Term plain(Term a, Term b) {
        if (a.rank() < 2 || b.rank() < 2) {
            throw new ImportException(terms.where() + ": a product of shapes " + a.sizes() + " and " + b.sizes());
        }
        List<Axis> lead = terms.broadcast(
                        a.shape().subList(0, a.rank() - 2), b.shape().subList(0, b.rank() - 2))
                .orElseThrow(() -> new ImportException(
                        terms.where() + ": shapes " + a.sizes() + " and " + b.sizes() + " do not fit"));
        List<Axis> shape = new ArrayList<>(lead);
        shape.add(a.shape().get(a.rank() - 2));
        shape.add(b.shape().getLast());
        return terms.make(new MatMul(), shape, a, b);
    }

    public Term softmax(Term x) {
        return rowWise.lift(x, this::softmax).orElseGet(() -> terms.make(new Softmax(), x.shape(), x));
    }
}
