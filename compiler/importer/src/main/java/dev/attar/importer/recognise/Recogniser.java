package dev.attar.importer.recognise;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.term.Op.InputKind;
import dev.attar.importer.term.Term;
import dev.attar.importer.translate.Translator.Translated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the model in what a graph computes. Nothing here knows a name of a node or tensor. */
public final class Recogniser {
    private static final int NO_LIMIT = 512;

    private final Translated graph;
    private final ImportOptions options;
    private final Unexpected unexpected;
    private final List<String> report = new ArrayList<>();

    private Recogniser(Translated graph, ImportOptions options) {
        this.graph = graph;
        this.options = options;
        this.unexpected = new Unexpected(graph.operators());
    }

    /**
     * @param name the model's name
     * @throws ImportException when the graph is not an encoder that a spec can describe
     */
    public static Recognised recognise(Translated graph, String name, ImportOptions options) {
        return new Recogniser(graph, options).model(name);
    }

    private Recognised model(String name) {
        Map<String, Ending> endings =
                new OutputChoice(graph.outputs(), options, new EndingMatcher(unexpected), report).choose();
        Ending ending = endings.values().iterator().next();
        EncoderStack stack = EncoderStack.match(ending.hidden(), unexpected);
        LayerAgreement.check(stack);
        EmbeddingSum embedding = EmbeddingSum.match(stack.embedding(), unexpected);
        checkWidth(stack, embedding);
        HeadBuilder heads = new HeadBuilder(options);
        Head head = heads.head(ending, embedding.tokens());
        List<NamedTensor> tensors = new ArrayList<>(embedding.tensors());
        for (int i = 0; i < stack.layers().size(); i++) {
            tensors.addAll(stack.layers().get(i).tensors(i));
        }
        stack.finalNorm().ifPresent(norm -> tensors.addAll(norm.tensors("encoder.norm")));
        tensors.addAll(heads.tensors());
        ModelSpec spec = new ModelSpec(
                name,
                size(embedding.tokens().shape().get(0)),
                context(embedding),
                size(embedding.width()),
                embedding(embedding),
                encoder(stack),
                head,
                Optional.empty());
        describe(stack, embedding, endings);
        describe(tensors);
        return new Recognised(
                spec, !(ending instanceof Ending.Hidden), endings.keySet(), tensors, heads.compared(), report);
    }

    private static int size(long value) {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new ImportException("a size of " + value + " in the model is impossible");
        }
        return (int) value;
    }

    private void checkWidth(EncoderStack stack, EmbeddingSum embedding) {
        for (EncoderLayer layer : stack.layers()) {
            Term attend = layer.attention().attend();
            if (attend.width().orElse(-1) != embedding.width()) {
                throw new ImportException(
                        attend + ": attention over " + attend.width().orElse(-1) + " channels in a model of width "
                                + embedding.width() + " is not supported");
            }
        }
    }

    private int context(EmbeddingSum embedding) {
        if (embedding.positions().isEmpty()) {
            report.add("It has no position embeddings: the longest sequence is set to " + NO_LIMIT + " tokens.");
            return NO_LIMIT;
        }
        return size(embedding.positions().get().shape().get(0) - embedding.offset());
    }

    private static Embedding embedding(EmbeddingSum sum) {
        Positions positions =
                sum.positions().isPresent() ? new Positions.Learned(size(sum.offset() + 1) - 1) : new Positions.None();
        int segments = sum.segments().map(table -> size(table.shape().get(0))).orElse(0);
        return new Embedding(positions, segments, sum.norm().map(NormLayer::norm), 0);
    }

    private static Encoder encoder(EncoderStack stack) {
        EncoderLayer layer = stack.layers().getFirst();
        return new Encoder(
                stack.layers().size(),
                new Attention(layer.attention().heads(), 0),
                new FeedForward(
                        size(layer.feedForward().up().outputs()),
                        layer.feedForward().activation()),
                new Residual(layer.attentionNorm().norm(), stack.order(), 0),
                stack.finalNorm().map(NormLayer::norm));
    }

    private void describe(List<NamedTensor> tensors) {
        long quantised = tensors.stream()
                .filter(tensor -> tensor.view().isPresent()
                        && !tensor.view().get().data().sources().isEmpty())
                .count();
        if (quantised > 0) {
            report.add(quantised
                    + " of its tensors were stored as 8-bit integers; they are imported as the fp32 numbers that these"
                    + " stand for, rounding included. The graph also rounds activations to 8 bits, which the model"
                    + " does not. The fp32 export of the same model is more exact.");
        }
    }

    private void describe(EncoderStack stack, EmbeddingSum embedding, Map<String, Ending> endings) {
        String outputs = String.join("' and '", endings.keySet());
        report.add("Found in output '" + outputs + "': "
                + endings.values().iterator().next().describe() + ".");
        if (embedding.offset() > 0) {
            report.add("Positions begin at row " + embedding.offset() + " of their table, as in RoBERTa.");
        }
        boolean poolOpen = options.pools().isEmpty() || options.normalize().isEmpty();
        if (endings.values().iterator().next() instanceof Ending.Hidden && poolOpen) {
            report.add("The graph does not say how a sentence is made of its tokens; the habit is taken, mean and"
                    + " normalised. Some models want the first token (cls): look at their description.");
        }
        report.addAll(graph.notes());
        boolean hasMask = graph.inputs().contains(InputKind.ATTENTION_MASK);
        if (hasMask
                && stack.layers().stream().noneMatch(layer -> layer.attention().masked())) {
            report.add("Its attention does not use its mask: with padding, the graph's own results differ.");
        }
    }
}
