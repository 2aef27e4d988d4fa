package dev.attar.importer.recognise;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.Input;
import dev.attar.importer.term.Op.InputKind;
import dev.attar.importer.term.Op.Multiply;
import dev.attar.importer.term.Op.Rows;
import dev.attar.importer.term.Op.RunningSum;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Op.Uniform;
import dev.attar.importer.term.Term;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sorts the summands of an embedding by what they are read with. */
final class EmbeddingReader {
    private final Unexpected unexpected;
    private Optional<TensorView> tokens = Optional.empty();
    private Optional<TensorView> positions = Optional.empty();
    private Optional<TensorView> segments = Optional.empty();
    private long offset;

    EmbeddingReader(Unexpected unexpected) {
        this.unexpected = unexpected;
    }

    void read(Term leaf) {
        if (leaf.op() instanceof Rows && leaf.argument(0).op() instanceof Stored(TensorView table)) {
            row(leaf, table, leaf.argument(1));
        } else if (leaf.op() instanceof Stored(TensorView view)) {
            constant(leaf, view);
        } else if (leaf.op() instanceof Op.Linear) {
            throw unexpected.refuse(
                    leaf,
                    "an embedding as wide as the layers (a projection between them, as in ALBERT, is not supported)");
        } else {
            throw unexpected.refuse(leaf, "a token, position or segment embedding, or an encoder layer,");
        }
    }

    private void row(Term leaf, TensorView table, Term index) {
        Term by = index.op() instanceof Op.Expand ? index.argument(0) : index;
        if (by.op() instanceof Input(InputKind kind) && kind == InputKind.TOKEN_IDS) {
            tokens = once(leaf, tokens, table);
        } else if (by.op() instanceof Input(InputKind kind) && kind == InputKind.SEGMENT_IDS) {
            segments = once(leaf, segments, table);
        } else if (by.op() instanceof Uniform(double value)) {
            long row = (long) value;
            if (row < 0 || row >= table.shape().get(0)) {
                throw unexpected.refuse(leaf, "a segment inside its table");
            }
            segments = once(leaf, segments, table.slice(0, row, row + 1));
        } else {
            positions = once(leaf, positions, table);
            offset = first(by).orElseThrow(() -> unexpected.refuse(by, "a position that counts up from a constant"));
        }
    }

    /** Row of the first token: a plain count, or RoBERTa's count of tokens that are not padding. */
    private static OptionalLong first(Term index) {
        if (index.op() instanceof Op.Ramp(long start, List<Dim> steps)) {
            boolean byOne = steps.getLast().is(1)
                    && steps.stream().limit(steps.size() - 1L).allMatch(step -> step.is(0));
            return byOne && start >= 0 ? OptionalLong.of(start) : OptionalLong.empty();
        }
        if (index.op() instanceof Op.Add) {
            for (int i = 0; i < 2; i++) {
                if (index.argument(i).scalar().isPresent() && countsTokens(index.argument(1 - i))) {
                    long first = (long) index.argument(i).scalar().getAsDouble() + 1;
                    return first >= 0 ? OptionalLong.of(first) : OptionalLong.empty();
                }
            }
        }
        return countsTokens(index) ? OptionalLong.of(1) : OptionalLong.empty();
    }

    /** {@code cumsum(m)} or {@code cumsum(m) m}, with m 1 for tokens that count. */
    private static boolean countsTokens(Term term) {
        if (term.op() instanceof RunningSum) {
            return isOneForTokens(term.argument(0));
        }
        return term.op() instanceof Multiply(double factor)
                && factor == 1
                && term.arguments().size() == 2
                && (countsTokens(term.argument(0)) && isOneForTokens(term.argument(1))
                        || countsTokens(term.argument(1)) && isOneForTokens(term.argument(0)));
    }

    private static boolean isOneForTokens(Term term) {
        return term.op() instanceof Choose(var _, double yes, double no, int batch, int sequence)
                && yes == 1
                && no == 0
                && batch == 0
                && sequence == 1;
    }

    /** Rows that the exporter looked up already: one for every token, or one for all. */
    private void constant(Term leaf, TensorView view) {
        long width = leaf.width().orElse(0);
        long rows = width == 0 ? 0 : view.elements() / width;
        TensorView table = view.reshape(List.of(rows, width))
                .orElseThrow(() -> unexpected.refuse(leaf, "a position or segment embedding"));
        if (rows == 1) {
            segments = once(leaf, segments, table);
        } else {
            positions = once(leaf, positions, table);
            offset = 0;
        }
    }

    private Optional<TensorView> once(Term leaf, Optional<TensorView> before, TensorView table) {
        if (before.isPresent()) {
            throw unexpected.refuse(leaf, "one table each for tokens, positions and segments");
        }
        return Optional.of(table);
    }

    EmbeddingSum sum(Term term, Optional<NormLayer> norm) {
        TensorView table = tokens.orElseThrow(() -> unexpected.refuse(term, "a token embedding"));
        long width = table.shape().get(1);
        for (Optional<TensorView> other : List.of(positions, segments)) {
            if (other.isPresent() && other.get().shape().get(1) != width) {
                throw new ImportException("tensor '" + other.get().data().name() + "' has "
                        + other.get().shape().get(1) + " channels, but token embeddings have " + width);
            }
        }
        return new EmbeddingSum(table, positions, offset, segments, norm);
    }
}
