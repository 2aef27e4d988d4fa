package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.UpdateOp.AdamForm;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.reference.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two steps of each optimizer, for each parameter, against its formula on one number. */
class UpdateTest {
    private static final double RATE = 0.01;
    private static final String MATRIX = "encoder.1.attention.query.weight";
    private static final String BIAS = "encoder.0.feedforward.up.bias";

    /** From a parameter, its mean gradient and the state between steps to the next parameter. */
    private interface Formula {
        double step(double p, double g, double[] state, int t);
    }

    @Test
    void plainDescent() {
        follows(Optimizer.Sgd.plain(), (p, g, _, _) -> p - RATE * g, (p, g, _, _) -> p - RATE * g);
    }

    @Test
    void momentumAndPenalty() {
        follows(
                new Optimizer.Sgd(0.9, false, 0.1),
                (p, g, s, _) -> momentum(p, g + 0.1 * p, s),
                (p, g, s, _) -> momentum(p, g, s));
    }

    private static double momentum(double p, double g, double[] state) {
        state[0] = 0.9 * state[0] + g;
        return p - RATE * state[0];
    }

    @Test
    void nesterov() {
        Formula formula = (p, g, s, _) -> {
            s[0] = 0.9 * s[0] + g;
            return p - RATE * (g + 0.9 * s[0]);
        };
        follows(new Optimizer.Sgd(0.9, true, 0), formula, formula);
    }

    @Test
    void adamWithAPenalty() {
        follows(
                new Optimizer.Adam(0.9, 0.99, 1e-8, 0.1, false, AdamForm.PAPER),
                (p, g, s, t) -> p - adam(g + 0.1 * p, s, t),
                (p, g, s, t) -> p - adam(g, s, t));
    }

    @Test
    void adamWithDecoupledDecay() {
        follows(
                new Optimizer.Adam(0.9, 0.99, 1e-8, 0.1, true, AdamForm.PAPER),
                (p, g, s, t) -> p * (1 - RATE * 0.1) - adam(g, s, t),
                (p, g, s, t) -> p - adam(g, s, t));
    }

    /** With an epsilon that is large enough to tell where it is added. */
    @Test
    void adamAsKerasHasIt() {
        Formula folded = (p, g, s, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.99 * s[1] + 0.01 * g * g;
            double rate = RATE * Math.sqrt(1 - Math.pow(0.99, t)) / (1 - Math.pow(0.9, t));
            return p - rate * s[0] / (Math.sqrt(s[1]) + 0.1);
        };
        follows(new Optimizer.Adam(0.9, 0.99, 0.1, 0, false, AdamForm.FOLDED), folded, folded);
    }

    private static double adam(double g, double[] state, int t) {
        state[0] = 0.9 * state[0] + 0.1 * g;
        state[1] = 0.99 * state[1] + 0.01 * g * g;
        double mean = state[0] / (1 - Math.pow(0.9, t));
        return RATE * mean / (Math.sqrt(state[1] / (1 - Math.pow(0.99, t))) + 1e-8);
    }

    /** The gradient's norm is the mean's before clipping, and the clipped mean has the norm that is allowed. */
    @Test
    void clipping() {
        Training training = Training.of(Loss.CrossEntropy.plain(), Optimizer.Sgd.plain());
        Start plain = new Start(training);
        Start clipped = new Start(training.withClip(0.25));
        var told = clipped.learner.step(clipped.trial.tokens(), clipped.trial.inputs(), RATE);
        double norm = plain.learner
                .step(plain.trial.tokens(), plain.trial.inputs(), RATE)
                .norm();
        assertEquals(norm, told.norm());
        assertTrue(norm > 0.25);
        double squares = 0;
        for (double[][] gradient : gradients(told).values())
            for (double[] row : gradient) for (double x : row) squares += Math.pow(told.factor() * x, 2);
        assertEquals(0.25, Math.sqrt(squares), 1e-5);
    }

    /** Several parts of a batch, added, are the batch. */
    @Test
    void gradientsOfPartsAddUp() {
        Start whole = new Start(Training.of(Loss.CrossEntropy.plain(), Optimizer.Sgd.plain()));
        Map<String, double[][]> all = whole.trial.trainStep();
        Map<String, double[][]> sum = new HashMap<>();
        List<Tokens.Sequence> sequences = whole.trial.tokens().sequences();
        int[] labels = whole.trial.inputs().indices().get("labels");
        for (int s = 0; s < sequences.size(); s++) {
            var part = new TrainingTrial(
                    whole.trial.model(),
                    whole.trial.weights(),
                    Tokens.of(sequences.get(s)),
                    new Inputs(Map.of(), Map.of("labels", new int[] {labels[s]})));
            part.trainStep().forEach((name, rows) -> {
                if (!name.equals("scores"))
                    sum.merge(name, rows, (a, b) -> {
                        double[][] out = new double[a.length][];
                        for (int r = 0; r < a.length; r++) {
                            out[r] = a[r].clone();
                            for (int c = 0; c < a[r].length; c++) out[r][c] += b[r][c];
                        }
                        return out;
                    });
            });
        }
        sum.forEach((name, rows) -> {
            for (int r = 0; r < rows.length; r++)
                for (int c = 0; c < rows[r].length; c++) assertEquals(all.get(name)[r][c], rows[r][c], 1e-12, name);
        });
        assertTrue(sum.containsKey("loss") && sum.size() > 30);
    }

    private static final class Start {
        final TrainingTrial trial;
        final ReferenceTraining learner;

        Start(Training training) {
            ModelGraph model = Gradient.of(SmallModel.of("post", "head classify { pool cls   classes 3 }"), training);
            trial = TrainingTrial.random(model, RandomTokens.of(model.limits(), 9, 4), 9);
            learner = new ReferenceTraining(model, training.optimizer(), trial.weights());
        }
    }

    /** @param ofMatrix for what decays */
    private static void follows(Optimizer optimizer, Formula ofMatrix, Formula ofBias) {
        Start start = new Start(Training.of(Loss.CrossEntropy.plain(), optimizer));
        double[] matrix = new double[2];
        double[] bias = new double[2];
        for (int t = 1; t <= 2; t++) {
            double p = start.learner.weights().get(MATRIX)[4];
            double b = start.learner.weights().get(BIAS)[3];
            var told = start.learner.step(start.trial.tokens(), start.trial.inputs(), RATE);
            double ofP = told.factor() * told.gradients().get("gradient." + MATRIX)[0][4];
            double ofB = told.factor() * told.gradients().get("gradient." + BIAS)[0][3];
            assertTrue(ofP != 0 && ofB != 0);
            assertEquals(
                    ofMatrix.step(p, ofP, matrix, t), start.learner.weights().get(MATRIX)[4], 1e-15);
            assertEquals(ofBias.step(b, ofB, bias, t), start.learner.weights().get(BIAS)[3], 1e-15);
        }
    }

    private static Map<String, double[][]> gradients(ReferenceTraining.Told told) {
        Map<String, double[][]> all = new HashMap<>(told.gradients());
        all.keySet().removeIf(name -> !name.startsWith("gradient."));
        return all;
    }

    @Test
    void anOptimizerAsksForNoMoreThanItNeeds() {
        ModelGraph plain = new Start(Training.of(Loss.CrossEntropy.plain(), Optimizer.Sgd.plain())).trial.model();
        Graph update = plain.entryPoint("update");
        assertTrue(update.inputs().stream()
                .noneMatch(v -> v.name().startsWith("first") || v.name().equals("corrections")));
    }
}
