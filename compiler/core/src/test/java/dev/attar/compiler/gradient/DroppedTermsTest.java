package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.reference.RandomTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison with central differences notices when any single step of a backward pass is left out. */
class DroppedTermsTest {
    /** What is added to all keys of a row is added to all its scores, which softmax does not see. */
    private static final String ALWAYS_ZERO = "attention.key.bias";

    @ParameterizedTest
    @ValueSource(strings = {"pre", "post"})
    void eachStepOfTheBackwardPassIsMissed(String order) {
        ModelGraph model = Gradient.of(
                SmallModel.of(order, SmallModel.MASKED), Training.of(new Loss.Masked(), Optimizer.Sgd.plain()));
        TrainingTrial trial = TrainingTrial.random(model, RandomTokens.of(model.limits(), 3, 3), 3);
        assertEquals(List.of(), disagreements(trial, model));
        List<Assign> steps = backward(model.entryPoint("trainStep").steps());
        assertTrue(steps.size() > 40, "only " + steps.size() + " steps of the backward pass");
        for (Assign step : steps)
            for (Op less : without(step.op()))
                assertFalse(
                        disagreements(trial, replaced(model, new Assign(step.out(), less)))
                                .isEmpty(),
                        () -> "nobody missed a term of " + step);
    }

    private static List<String> disagreements(TrainingTrial trial, ModelGraph model) {
        return new CentralDifferences(trial, 7)
                .disagreements(trial.withModel(model).trainStep());
    }

    /** A sum without its left or its right, anything else as zeros. */
    private static List<Op> without(Op op) {
        if (!(op instanceof Op.Add(var left, var right))) return List.of(new GradientOp.Zero(op.type()));
        return List.of(new Op.Copy(left), new Op.Copy(right));
    }

    private static List<Assign> backward(List<Step> steps) {
        List<Assign> all = new ArrayList<>();
        for (Step step : steps)
            switch (step) {
                case Repeat repeat -> all.addAll(backward(repeat.body()));
                case Assign assign -> {
                    String name = assign.out().name();
                    if (name.startsWith("gradient.") && !name.endsWith(ALWAYS_ZERO)) all.add(assign);
                }
            }
        return all;
    }

    private static ModelGraph replaced(ModelGraph model, Assign by) {
        UnaryOperator<List<Step>> replace = new UnaryOperator<>() {
            @Override
            public List<Step> apply(List<Step> steps) {
                return steps.stream()
                        .map(step -> switch (step) {
                            case Repeat r -> new Repeat(r.layers(), r.carried(), apply(r.body()));
                            case Assign a -> a.out().equals(by.out()) ? by : a;
                        })
                        .map(Step.class::cast)
                        .toList();
            }
        };
        List<Graph> graphs = model.entryPoints().stream()
                .map(g -> g.name().equals("trainStep") ? g.withSteps(replace.apply(g.steps())) : g)
                .toList();
        return GraphVerifier.verify(model.withEntryPoints(graphs));
    }
}
