package dev.attar.importer.recognise;

import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Part;
import dev.attar.importer.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tables for tokens, positions and segments, added in any order, and the norm after them.
 *
 * @param offset row of the position table that the first token reads
 */
record EmbeddingSum(
        TensorView tokens,
        Optional<TensorView> positions,
        long offset,
        Optional<TensorView> segments,
        Optional<NormLayer> norm) {

    static EmbeddingSum match(Term term, Unexpected unexpected) {
        Optional<NormLayer> norm = NormLayer.match(term);
        EmbeddingReader reader = new EmbeddingReader(unexpected);
        List<Term> leaves = new ArrayList<>();
        collect(norm.map(NormLayer::x).orElse(term), leaves);
        if (leaves.size() > 8) {
            throw unexpected.refuse(term, "an encoder layer, or a sum of token, position and segment embeddings,");
        }
        leaves.forEach(reader::read);
        return reader.sum(term, norm);
    }

    private static void collect(Term term, List<Term> leaves) {
        if (term.op() instanceof Op.Add && leaves.size() <= 8) {
            term.arguments().forEach(argument -> collect(argument, leaves));
        } else {
            leaves.add(looked(term));
        }
    }

    /** The look-up itself, under axes of size 1 that were added and repetitions over the batch. */
    private static Term looked(Term term) {
        Term inner = term.op() instanceof Op.Expand ? term.argument(0) : term;
        boolean widened = inner.op() instanceof Op.View(List<List<Part>> axes, long offset)
                && offset == 0
                && inner.argument(0).op() instanceof Op.Rows
                && inner.argument(0).rank() == 2
                && axes.stream().allMatch(parts -> parts.size() <= 1)
                && axes.getLast().equals(List.of(new Part.Channels(inner.width().orElse(0), 1)));
        return widened ? inner.argument(0) : inner;
    }

    long width() {
        return tokens.shape().get(1);
    }

    List<NamedTensor> tensors() {
        List<NamedTensor> tensors = new ArrayList<>();
        tensors.add(table("embeddings.tokens.weight", tokens));
        positions.ifPresent(p -> tensors.add(table("embeddings.positions.weight", p)));
        segments.ifPresent(s -> tensors.add(table("embeddings.segments.weight", s)));
        norm.ifPresent(n -> tensors.addAll(n.tensors("embeddings.norm")));
        return tensors;
    }

    private static NamedTensor table(String name, TensorView view) {
        return NamedTensor.of(name, view, view.shape().get(0), view.shape().get(1));
    }
}
