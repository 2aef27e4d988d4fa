package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.importer.term.Op.First;
import dev.attar.importer.term.Op.Pooled;
import dev.attar.importer.term.Op.Reduction;
import dev.attar.importer.term.Op.Softmax;
import dev.attar.importer.term.Op.Unit;
import dev.attar.importer.term.Op.View;
import dev.attar.importer.term.Part;
import dev.attar.importer.term.Term;
import java.util.List;
import java.util.Optional;

/** Recognises the end of an encoder: hidden states, or a head over them. */
final class EndingMatcher {
    private final Unexpected unexpected;

    EndingMatcher(Unexpected unexpected) {
        this.unexpected = unexpected;
    }

    /** @throws dev.attar.importer.source.ImportException when the output is nothing that Attar has a head for */
    Ending match(Term output) {
        boolean softmax = output.op() instanceof Softmax;
        Term scores = softmax ? output.argument(0) : output;
        if (scores.op() instanceof View(List<List<Part>> axes, long offset)) {
            return column(scores, axes, offset, softmax);
        }
        Optional<DenseLayer> dense = DenseLayer.match(scores);
        if (dense.isPresent() && scores.rank() == 3) {
            return tokens(dense.get(), softmax);
        }
        if (dense.isPresent()) {
            return classes(dense.get(), softmax);
        }
        if (!softmax && EncoderStack.likely(scores)) {
            return new Ending.Hidden(scores);
        }
        if (!softmax && scores.rank() == 2) {
            return embedding(scores);
        }
        throw unexpected.refuse(scores, "hidden states, a sentence embedding, or class scores");
    }

    private Ending tokens(DenseLayer classes, boolean softmax) {
        Optional<NormLayer> norm = NormLayer.match(classes.x());
        Optional<Activation> activation = norm.flatMap(n -> Activations.of(n.x()));
        Optional<DenseLayer> dense =
                activation.flatMap(_ -> DenseLayer.match(norm.get().x().argument(0)));
        if (dense.isPresent() && dense.get().x().rank() == 3) {
            return new Ending.Vocabulary(dense.get().x(), dense.get(), activation.get(), norm.get(), classes, softmax);
        }
        return new Ending.TokenClasses(classes.x(), classes, softmax);
    }

    private Ending classes(DenseLayer classes, boolean softmax) {
        Ending.Embedding pooled = pooled(classes.x());
        return new Ending.Classes(
                pooled.hidden(), pooled.pool(), pooled.dense(), pooled.activation(), classes, softmax);
    }

    private Ending embedding(Term term) {
        if (term.op() instanceof Unit) {
            Ending.Embedding inner = pooled(term.argument(0));
            return new Ending.Embedding(inner.hidden(), inner.pool(), inner.dense(), inner.activation(), true);
        }
        return pooled(term);
    }

    /** A pooled vector, perhaps through a dense layer with an activation. */
    private Ending.Embedding pooled(Term term) {
        Optional<Activation> activation = Activations.of(term);
        Optional<DenseLayer> dense = activation.flatMap(_ -> DenseLayer.match(term.argument(0)));
        Term pooled = dense.map(DenseLayer::x).orElse(term);
        Optional<Pool> pool = pool(pooled);
        if (pool.isEmpty()) {
            throw unexpected.refuse(pooled, "the first token, the mean or the maximum over tokens");
        }
        return new Ending.Embedding(pooled.argument(0), pool.get(), dense, activation, false);
    }

    private static Optional<Pool> pool(Term term) {
        return switch (term.op()) {
            case First _ -> Optional.of(Pool.CLS);
            case Pooled(Reduction reduction) ->
                switch (reduction) {
                    case MEAN -> Optional.of(Pool.MEAN);
                    case MAX -> Optional.of(Pool.MAX);
                    case SUM -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    /** One column of a dense layer over tokens: (B, S) of (B, S, 2). */
    private Ending column(Term view, List<List<Part>> axes, long offset, boolean softmax) {
        Term base = view.argument(0);
        Optional<DenseLayer> dense = DenseLayer.match(base);
        boolean edge = dense.isPresent()
                && dense.get().outputs() == 2
                && base.rank() == 3
                && axes.stream()
                        .filter(a -> !a.isEmpty())
                        .toList()
                        .equals(List.of(List.of(new Part.Batch()), List.of(new Part.Sequence())));
        boolean single = dense.isPresent()
                && dense.get().outputs() == 1
                && base.rank() == 2
                && axes.stream().filter(a -> !a.isEmpty()).toList().equals(List.of(List.of(new Part.Batch())));
        if (single && !softmax && offset == 0) {
            return classes(dense.get(), false);
        }
        if (!edge || softmax) {
            throw unexpected.refuse(view, "hidden states, a sentence embedding, or class scores");
        }
        return new Ending.SpanEdge(dense.get().x(), dense.get(), offset);
    }
}
