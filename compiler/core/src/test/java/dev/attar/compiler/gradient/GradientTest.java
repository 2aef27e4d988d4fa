package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.ExampleSpecs;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.gradient.SmallTrials.Small;
import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.reference.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** What the three entry points hold, and what they are refused for. */
class GradientTest {
    private static final Training TRAINING = Training.of(Loss.CrossEntropy.plain(), Optimizer.Adam.paper());

    @Example
    void graphsDoNotGrowWithDepth() {
        assertEquals(lines(2), lines(96));
    }

    private static long lines(int depth) {
        ModelSpec spec = ExampleSpecs.gpt3Sized(depth);
        ModelGraph model = Gradient.of(GraphBuilder.build(spec), Training.of(spec));
        return GraphPrinter.print(model).lines().count();
    }

    @Example
    void everyTrainedParameterHasAGradientAndANewValue() {
        ModelGraph forward = GraphBuilder.build(ExampleSpecs.bertBase());
        ModelGraph model = Gradient.of(forward, TRAINING);
        Set<String> parameters =
                forward.params().stream().map(p -> p.param().name()).collect(Collectors.toSet());
        assertEquals(parameters, outputs(model, "trainStep", "gradient."));
        assertEquals(parameters, outputs(model, "update", "parameter."));
        assertEquals(parameters, outputs(model, "update", "first."));
        assertEquals(parameters, outputs(model, "update", "second."));
    }

    @Example
    void whatIsFrozenCostsNoGradient() {
        ModelGraph forward = GraphBuilder.build(ExampleSpecs.bertBase());
        ModelGraph model = Gradient.of(forward, TRAINING.withFrozen(p -> !p.startsWith("head.")));
        Set<String> head = Set.of("head.dense.weight", "head.dense.bias", "head.classes.weight", "head.classes.bias");
        assertEquals(head, outputs(model, "trainStep", "gradient."));
        assertEquals(head, outputs(model, "update", "parameter."));
        long repeats = model.entryPoint("trainStep").steps().stream()
                .filter(Repeat.class::isInstance)
                .count();
        assertEquals(1, repeats, "the encoder is walked forward only");
        assertThrows(NoGradient.class, () -> Gradient.of(forward, TRAINING.withFrozen(_ -> true)));
    }

    @Example
    void whatTheSpecSaysIsFollowed() {
        Training article = Training.of(ExampleSpecs.article());
        assertEquals(Loss.CrossEntropy.plain(), article.loss());
        assertEquals(Optimizer.Adam.paper(), article.optimizer());
        ModelGraph model = Gradient.of(GraphBuilder.build(ExampleSpecs.article()), article);
        String text = GraphPrinter.print(model);
        assertTrue(text.contains("cross-entropy head.classes, labels labels"), "the loss is of what softmax is given");
        assertFalse(outputs(model, "update", "parameter.").contains("embeddings.positions.sinusoidal"));
    }

    @Example
    void aLossThatDoesNotFitTheHeadIsRefused() {
        ModelGraph classes = GraphBuilder.build(ExampleSpecs.bertBase());
        for (Loss loss : List.of(new Loss.Masked(), new Loss.NextToken(0), new Loss.Span()))
            assertThrows(NoGradient.class, () -> Gradient.of(classes, Training.of(loss, Optimizer.Sgd.plain())));
        assertThrows(
                NoGradient.class,
                () -> Gradient.of(classes, Training.of(new Loss.CrossEntropy(List.of(1.0), 0), Optimizer.Sgd.plain())));
    }

    @Example
    void gradientsAreTakenBeforeFusing() {
        ModelGraph fused = Fuser.fuse(GraphBuilder.build(ExampleSpecs.bertBase()));
        NoGradient refused = assertThrows(NoGradient.class, () -> Gradient.of(fused, TRAINING));
        assertTrue(refused.getMessage().endsWith("gradients are taken before fusing"), refused.getMessage());
    }

    @Property(tries = 30)
    @Domain(SmallTrials.class)
    void fusingKeepsEveryNumber(@ForAll Small small) {
        TrainingTrial trial = small.trial();
        Map<String, double[][]> meant = trial.trainStep();
        Map<String, double[][]> fused =
                trial.withModel(Fuser.fuse(trial.model())).trainStep();
        assertEquals(meant.keySet(), fused.keySet());
        meant.forEach((name, rows) -> assertTrue(Arrays.deepEquals(rows, fused.get(name)), name));
    }

    /** Layers that share their parameters, and read a value from before them. */
    @Example
    void whatEveryLayerReadsIsSummedOverTheLayers() {
        Value ids = new Value("ids", TensorType.indices());
        Assign embedded = Assign.of("embedded", new Op.Embed(ids, Param.of("table", 7, 3)));
        Assign first = Assign.of("first", new Op.MatMul(embedded.out(), Param.of("first.weight", 3, 3)));
        Value in = new Value("layer.in", TensorType.rows(Ragged.TOKENS, 3));
        Assign product = Assign.of("layer.product", new Op.MatMul(in, Param.of("shared.weight", 3, 3)));
        Assign own = Assign.of("layer.own", new Op.AddBias(product.out(), Param.of("layers.*.bias", 3)));
        Assign twice = Assign.of("layer.twice", new Op.AddBias(own.out(), Param.of("layers.*.bias", 3)));
        Assign active = Assign.of("layer.active", new Op.Activate(twice.out(), Activation.TANH));
        Assign sum = Assign.of("layer.sum", new Op.Add(active.out(), embedded.out()));
        Value out = new Value("out", in.type());
        Repeat layers = new Repeat(
                Repeat.Layers.of(3),
                List.of(new Repeat.Carried(first.out(), in, sum.out(), out)),
                List.of(product, own, twice, active, sum));
        Assign pooled = Assign.of("head", new Op.PoolTokens(out, Pool.MEAN));
        Graph graph = new Graph(
                "forward",
                List.of(ids),
                List.of(embedded, first, layers, pooled),
                List.of(new Graph.Output("head", pooled.out())));
        ModelGraph model =
                GraphVerifier.verify(new ModelGraph("Shared", new ModelGraph.Limits(7, 5, 0), List.of(graph)));
        Tokens tokens = RandomTokens.of(model.limits(), 1, 3);
        TrainingTrial trial = TrainingTrial.random(Gradient.of(model, TRAINING), tokens, 1);
        CentralDifferences differences = new CentralDifferences(trial, 1);
        assertEquals(List.of(), differences.disagreements(trial.trainStep()));
        assertEquals(trial.weights().size(), differences.compared());
    }

    /** Labels of no row: no loss, no gradient, and nothing that is not a number. */
    @Example
    void aBatchWithoutLabelsContributesNothing() {
        ModelGraph model = Gradient.of(SmallModel.of("pre", "head classify { pool mean   classes 3 }"), TRAINING);
        Tokens tokens = RandomTokens.of(model.limits(), 1, 2);
        TrainingTrial drawn = TrainingTrial.random(model, tokens, 1);
        int rows = drawn.inputs().indices().get("labels").length;
        int[] none = new int[rows];
        Arrays.fill(none, -100);
        TrainingTrial trial =
                new TrainingTrial(model, drawn.weights(), tokens, new Inputs(Map.of(), Map.of("labels", none)));
        trial.trainStep().forEach((name, values) -> {
            if (!name.equals("scores")) for (double[] row : values) for (double x : row) assertEquals(0, x, name);
        });
    }

    private static Set<String> outputs(ModelGraph model, String entryPoint, String prefix) {
        return model.entryPoint(entryPoint).outputs().stream()
                .map(Graph.Output::name)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toSet());
    }
}
