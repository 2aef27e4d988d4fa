package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Optional;

/** The head: what is computed from the last stack's hidden states. */
final class HeadGraph {
    private final ModelSpec spec;
    private final GraphSteps steps;
    private final List<Graph.Output> outputs;

    /** @param outputs where to add what a caller can ask for before the head is done */
    HeadGraph(ModelSpec spec, GraphSteps steps, List<Graph.Output> outputs) {
        this.spec = spec;
        this.steps = steps;
        this.outputs = outputs;
    }

    Value head(Value hidden) {
        return switch (spec.head()) {
            case Head.Embed(List<ModelSpec.Pool> pools, Optional<Dense> dense, boolean normalize) -> {
                Value row = dense(pooled(hidden, pools), dense);
                if (!normalize) {
                    yield row;
                }
                outputs.add(new Graph.Output("unnormalized", row));
                yield steps.add("head.normalized", new Op.Normalize(row));
            }
            case Head.Classify(ModelSpec.Pool pool, Optional<Dense> dense, int classes, boolean softmax, var _) ->
                classes(dense(pooled(hidden, List.of(pool)), dense), classes, softmax);
            case Head.Tokens(Optional<Dense> dense, int classes, boolean softmax, var _) ->
                classes(dense(hidden, dense), classes, softmax);
            case Head.Span() -> classes(hidden, 2, false);
            case Head.MaskedLanguageModel(ModelSpec.Activation function, Norm norm, boolean tied, Bias bias) -> {
                Dense form = new Dense(
                        EmbeddingGraph.tableWidth(spec), Optional.of(function), bias.ofInputs(), Optional.of(norm));
                yield vocabulary("head.tokens", dense(hidden, Optional.of(form)), tied, bias.ofOutput());
            }
            case Head.Generate(boolean tied, double scale, boolean bias, var _) -> {
                Value scaled = scale == 1 ? hidden : steps.add("head.scaled", new ElementwiseOp.Scale(hidden, scale));
                yield vocabulary("head.tokens", scaled, tied, bias);
            }
        };
    }

    private Value pooled(Value hidden, List<ModelSpec.Pool> pools) {
        return steps.add(
                "head.pool",
                new Op.PoolTokens(hidden, pools.stream().map(HeadGraph::pool).toList()));
    }

    private Value dense(Value in, Optional<Dense> form) {
        if (form.isEmpty()) {
            return in;
        }
        Value out = steps.dense(
                "head.dense", "head.dense", in, form.get().width(), form.get().bias());
        Value active = form.get().activation().isEmpty()
                ? out
                : steps.activate("head.active", out, form.get().activation().get());
        return steps.norm("head.norm", "head.norm", active, form.get().norm());
    }

    private Value classes(Value in, int classes, boolean softmax) {
        Value scores = steps.dense("head.classes", "head.classes", in, classes, true);
        return softmax ? steps.add("head.softmax", new Op.Softmax(scores)) : scores;
    }

    /** Scores of the vocabulary by the token table, or by a matrix of the head's own. */
    private Value vocabulary(String name, Value in, boolean tied, boolean bias) {
        Stack last = spec.stacks().getLast();
        Param table = EmbeddingGraph.tokenTable(spec, last, new StackNames("decoder", spec.isTranslator()));
        Param matrix = tied
                ? table
                : Param.of(
                        "head.output.weight", spec.vocabularyOf(last), in.type().last());
        if (!bias) {
            return steps.add(name, new Op.MatMul(in, matrix));
        }
        Value scores = steps.add("head.scores", new Op.MatMul(in, matrix));
        return steps.add(name, new Op.AddBias(scores, Param.of("head.bias", spec.vocabularyOf(last))));
    }

    private static Pool pool(ModelSpec.Pool written) {
        return switch (written) {
            case MEAN -> Pool.MEAN;
            case CLS -> Pool.CLS;
            case MAX -> Pool.MAX;
            case LAST -> Pool.LAST;
            case WEIGHTED_MEAN -> Pool.WEIGHTED_MEAN;
            case MEAN_SQRT_LEN -> Pool.MEAN_SQRT_LEN;
        };
    }
}
