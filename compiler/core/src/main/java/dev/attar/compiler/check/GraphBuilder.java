package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the tensor IR of a checked spec: the operations of the papers, one by one, nothing fused. Value names follow the
 * parameter names, so that whoever reads a graph or generated code finds the place in the spec.
 */
public final class GraphBuilder {
    private final ModelSpec spec;
    private final GraphSteps steps = new GraphSteps();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Graph.Output> outputs = new ArrayList<>();

    private GraphBuilder(ModelSpec spec) {
        this.spec = spec;
    }

    /**
     * The model of a spec; its {@code forward} has the outputs {@code hidden} and {@code head}, before a head that
     * normalizes also {@code unnormalized}, and of a translator first {@code encoder}, the encoder's hidden states.
     */
    public static ModelGraph build(ModelSpec spec) {
        Stack last = spec.stacks().getLast();
        Optional<ModelGraph.Limits> source =
                spec.isTranslator() ? Optional.of(limits(spec, spec.stacks().getFirst())) : Optional.empty();
        Graph forward = new GraphBuilder(spec).forward();
        return GraphVerifier.verify(new ModelGraph(spec.name(), limits(spec, last), source, List.of(forward)));
    }

    private static ModelGraph.Limits limits(ModelSpec spec, Stack stack) {
        return new ModelGraph.Limits(
                spec.vocabularyOf(stack),
                spec.contextOf(stack),
                spec.embedding().segments());
    }

    private Graph forward() {
        Optional<Value> source = Optional.empty();
        if (spec.isTranslator()) {
            Value encoded =
                    stack(new StackNames("encoder", true), spec.stacks().getFirst(), Ragged.SOURCE_TOKENS, source);
            outputs.add(new Graph.Output("encoder", encoded));
            source = Optional.of(encoded);
        }
        Stack last = spec.stacks().getLast();
        String word = last instanceof ModelSpec.Decoder ? "decoder" : "encoder";
        Value hidden = stack(new StackNames(word, spec.isTranslator()), last, Ragged.TOKENS, source);
        outputs.add(new Graph.Output("hidden", hidden));
        Value head = new HeadGraph(spec, steps, outputs).head(hidden);
        outputs.add(new Graph.Output("head", head));
        return new Graph("forward", inputs, steps.taken(), outputs);
    }

    private Value stack(StackNames names, Stack stack, Ragged rows, Optional<Value> source) {
        String before = rows == Ragged.SOURCE_TOKENS ? "source." : "";
        Value ids = input(before + "ids", rows);
        Optional<Value> segments =
                spec.embedding().segments() > 0 ? Optional.of(input(before + "segments", rows)) : Optional.empty();
        Value embedded = new EmbeddingGraph(spec, stack, names, steps).embedding(ids, segments);
        return new StackGraph(spec, stack, names, steps).layers(embedded, source);
    }

    private Value input(String name, Ragged rows) {
        Value input = new Value(name, TensorType.indices(rows));
        inputs.add(input);
        return input;
    }
}
