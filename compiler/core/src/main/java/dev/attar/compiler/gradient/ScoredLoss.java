package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A loss on the head of a model.
 *
 * @param forward the steps up to the scores, nothing else
 * @param scores what the loss is taken of: the head, before its softmax where the loss has its own
 * @param labels the steps that make labels of inputs
 * @param inputs those of {@code forward}, then the labels
 * @param loss by row
 * @param total sum and count: (2)
 */
record ScoredLoss(List<Step> forward, Value scores, List<Step> labels, List<Value> inputs, Assign loss, Assign total) {
    /** Weights are numbers in the code of the loss, one line each. */
    private static final int MOST_WEIGHTS = 1000;

    static ScoredLoss of(Graph graph, Loss wanted, Names names) {
        Value head = graph.outputs().stream()
                .filter(output -> output.name().equals("head"))
                .map(Graph.Output::value)
                .findFirst()
                .orElseThrow(() -> new NoGradient(graph.name() + " has no output head to take a loss of"));
        List<Step> steps = new ArrayList<>(graph.steps());
        Value scores = wanted instanceof Loss.MeanSquaredError ? head : unshared(steps, head);
        if (wanted instanceof Loss.InBatchNegatives && !(producer(steps, head) instanceof Op.Normalize)) {
            Assign cosine = Assign.of(names.unused("head.cosine"), new Op.Normalize(scores));
            steps.add(cosine);
            scores = cosine.out();
        }
        return of(graph, LiveSteps.of(steps, scores), scores, wanted, names);
    }

    private static ScoredLoss of(Graph graph, List<Step> forward, Value scores, Loss wanted, Names names) {
        Ragged rows = scores.type().ragged();
        Value ids = new Value(names.unused("labels"), TensorType.indices(rows));
        Value targets = new Value(names.unused("targets"), scores.type());
        List<Step> labels = new ArrayList<>();
        List<Value> inputs = new ArrayList<>(graph.inputs());
        LossOp.OfScores op = switch (wanted) {
            case Loss.CrossEntropy(List<Double> classWeights, double smoothing) -> {
                inputs.add(ids);
                yield new LossOp.CrossEntropy(scores, ids, weights(classWeights, scores), smoothing);
            }
            case Loss.Masked() -> {
                require(rows == Ragged.TOKENS, "masked tokens", scores);
                inputs.add(ids);
                yield new LossOp.CrossEntropy(scores, ids, List.of(), 0);
            }
            case Loss.NextToken(double smoothing) -> {
                require(rows == Ragged.TOKENS, "the next token", scores);
                inputs.add(ids);
                Assign next = Assign.of(names.unused("labels.next"), new LossOp.NextTokens(ids));
                labels.add(next);
                yield new LossOp.CrossEntropy(scores, next.out(), List.of(), smoothing);
            }
            case Loss.BinaryCrossEntropy() -> {
                inputs.add(targets);
                yield new LossOp.BinaryCrossEntropy(scores, targets);
            }
            case Loss.MeanSquaredError() -> {
                inputs.add(targets);
                yield new LossOp.MeanSquaredError(scores, targets);
            }
            case Loss.InBatchNegatives(double scale) -> {
                require(rows == Ragged.SEQUENCES, "in-batch negatives", scores);
                yield new LossOp.InBatchNegatives(scores, scale);
            }
            case Loss.Span() -> {
                require(scores.type().equals(TensorType.rows(Ragged.TOKENS, 2)), "start and end", scores);
                Value starts = new Value(names.unused("starts"), TensorType.indices(Ragged.SEQUENCES));
                Value ends = new Value(names.unused("ends"), TensorType.indices(Ragged.SEQUENCES));
                inputs.addAll(List.of(starts, ends));
                yield new LossOp.Span(scores, starts, ends);
            }
        };
        Assign loss = Assign.of(names.unused("loss.rows"), op);
        Assign total = Assign.of(names.unused("loss"), new GradientOp.RowSum(loss.out()));
        return new ScoredLoss(forward, scores, labels, inputs, loss, total);
    }

    /** What a softmax at the end was applied to: losses have their own. */
    private static Value unshared(List<Step> steps, Value head) {
        return producer(steps, head) instanceof Op.Softmax(Value in) ? in : head;
    }

    private static Op producer(List<Step> steps, Value value) {
        for (Step step : steps) if (step instanceof Assign(Value out, Op op) && out.equals(value)) return op;
        return null;
    }

    private static List<Double> weights(List<Double> classWeights, Value scores) {
        int classes = scores.type().last();
        if (!classWeights.isEmpty() && classWeights.size() != classes)
            throw new NoGradient(classWeights.size() + " class weights for the " + classes + " classes of the head");
        if (classWeights.size() > MOST_WEIGHTS)
            throw new NoGradient(classes + " classes have no weights each; give weights to at most " + MOST_WEIGHTS);
        return classWeights;
    }

    private static void require(boolean fits, String loss, Value scores) {
        if (!fits) throw new NoGradient("the loss of " + loss + " does not fit a head of " + scores.type());
    }
}
