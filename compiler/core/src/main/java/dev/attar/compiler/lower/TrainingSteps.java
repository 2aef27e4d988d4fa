package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations of the backward pass that are several kernels, as the operations that have one each. */
final class TrainingSteps {
    private TrainingSteps() {}

    static Graph expand(Graph graph) {
        return graph.withSteps(expand(graph.steps()));
    }

    private static List<Step> expand(List<Step> steps) {
        List<Step> all = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Repeat repeat -> all.add(new Repeat(repeat.layers(), repeat.carried(), expand(repeat.body())));
                case Assign(Value out, GradientOp.NormScaleGradient(Value gradient, Value in, double epsilon)) -> {
                    String name = out.name().replace("*", "layer");
                    Assign normed = Assign.of(
                            name + ".normed",
                            new NormOp.CenteredNorm(in, in.type().last(), Optional.empty(), epsilon));
                    Assign both = Assign.of(name + ".rows", new ElementwiseOp.Multiply(gradient, normed.out()));
                    all.addAll(List.of(normed, both, new Assign(out, new GradientOp.RowSum(both.out()))));
                }
                case Assign assign -> all.add(assign);
            }
        }
        return all;
    }
}
