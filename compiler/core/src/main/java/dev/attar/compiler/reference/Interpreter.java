package dev.attar.compiler.reference;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.PerLayerValues;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Executes the steps of one graph, one after another, and keeps every value by its name. */
final class Interpreter {
    private final ParameterReader parameters;
    private final Tokens tokens;
    private final Inputs inputs;
    private final Watcher watcher;
    private final Map<String, Tensor> values = new HashMap<>();

    Interpreter(ParameterReader parameters, Tokens tokens, Watcher watcher) {
        this(parameters, tokens, Inputs.NONE, watcher);
    }

    Interpreter(ParameterReader parameters, Tokens tokens, Inputs inputs, Watcher watcher) {
        this.parameters = parameters;
        this.tokens = tokens;
        this.inputs = inputs;
        this.watcher = watcher;
    }

    void run(Graph graph) {
        PerLayerValues layers = PerLayerValues.of(graph);
        for (Value input : graph.inputs()) {
            if (!input.isPerLayer()) values.put(input.name(), input(input.name(), input.type()));
            for (int layer : layers.layers(input))
                values.put(input.name(layer), input(input.name(layer), input.type()));
        }
        steps(graph.steps());
    }

    /** The floats a value holds; of a value for each layer, the layer's that is running. */
    double[][] rows(Value value) {
        return rows(name(value));
    }

    /** The floats of a value by its name, in which no {@code *} is left. */
    double[][] rows(String name) {
        return ((Tensor.Rows) values.get(name)).rows();
    }

    /** The indices a value holds. */
    int[] indices(Value value) {
        return ((Tensor.Indices) values.get(name(value))).indices();
    }

    private String name(Value value) {
        return value.isPerLayer() ? value.name(layer()) : value.name();
    }

    /** The number of the layer that is running. */
    int layer() {
        return parameters.layer();
    }

    ParameterReader parameters() {
        return parameters;
    }

    Tokens tokens() {
        return tokens;
    }

    private Tensor input(String name, TensorType type) {
        return switch (name) {
            case "ids" -> new Tensor.Indices(tokens.ids());
            case "segments" -> new Tensor.Indices(tokens.segments());
            default -> inputs.of(name, type, tokens);
        };
    }

    private void steps(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> {
                    values.put(name(assign.out()), result(assign.op()));
                    watcher.computed(assign, this);
                }
                case Repeat repeat -> repeat(repeat);
            }
        }
    }

    private void repeat(Repeat repeat) {
        Repeat.Layers layers = repeat.layers();
        for (int i = 0; i < layers.count(); i++) { // what is handed on is the former layer's
            hand(repeat, i == 0 ? Repeat.Carried::initial : Repeat.Carried::leaving, Repeat.Carried::entering);
            parameters.enter(layers.first() + i * layers.step());
            steps(repeat.body());
        }
        hand(repeat, Repeat.Carried::leaving, Repeat.Carried::result);
        parameters.enter(0);
    }

    /** All at once: where one carried value ends another may begin. */
    private void hand(Repeat repeat, Function<Repeat.Carried, Value> from, Function<Repeat.Carried, Value> to) {
        List<Value> old = repeat.carried().stream().map(from).toList();
        List<Value> now = repeat.carried().stream().map(to).toList();
        List<Tensor> held = old.stream().map(v -> values.get(name(v))).toList();
        for (int i = 0; i < held.size(); i++) values.put(now.get(i).name(), held.get(i));
        watcher.renamed(old, now);
    }

    private Tensor result(Op op) {
        return switch (op) {
            case Op.Positions(int offset) -> new Tensor.Indices(Lookups.positions(tokens, offset));
            case Op.Embed(Value indices, Param table) ->
                new Tensor.Rows(Lookups.embed(indices(indices), parameters.matrix(table)));
            case Op.EmbedSum(List<Op.EmbedSum.Lookup> lookups) -> new Tensor.Rows(embedSum(lookups));
            case Op.MatMul(Value in, Param weight) ->
                new Tensor.Rows(Products.matMul(rows(in), parameters.factors(weight)));
            case Op.AddBias(Value in, Param bias) -> new Tensor.Rows(Sums.addBias(rows(in), parameters.vector(bias)));
            case Op.Add(Value left, Value right) -> new Tensor.Rows(Sums.add(rows(left), rows(right)));
            case Op.Linear linear -> new Tensor.Rows(linear(linear));
            case Op.Columns(Value in, int from, int width) -> new Tensor.Rows(Sums.columns(rows(in), from, width));
            case Op.Copy(Value in) -> new Tensor.Rows(rows(in));
            case Op.LayerNorm(Value in, Param gamma, Param beta, double epsilon) ->
                new Tensor.Rows(Norms.layerNorm(rows(in), parameters.vector(gamma), parameters.vector(beta), epsilon));
            case Op.Normalize(Value in) -> new Tensor.Rows(Norms.normalize(rows(in)));
            case Op.Activate(Value in, Activation function) ->
                new Tensor.Rows(Activations.activate(rows(in), function));
            case Op.Softmax(Value in) -> new Tensor.Rows(Softmaxes.softmax(rows(in)));
            case Op.Attention(Value query, Value key, Value value, int heads) ->
                new Tensor.Rows(SelfAttention.attend(rows(query), rows(key), rows(value), heads, tokens.starts()));
            case Op.PoolTokens(Value in, Pool pool) -> new Tensor.Rows(Pools.pool(rows(in), pool, tokens.starts()));
            case GradientOp gradient -> new TrainingLaws(this).result(gradient);
            case LossOp loss -> new TrainingLaws(this).result(loss);
            case DropoutOp dropout -> new TrainingLaws(this).result(dropout);
            case UpdateOp update -> new TrainingLaws(this).result(update);
        };
    }

    private double[][] embedSum(List<Op.EmbedSum.Lookup> lookups) {
        double[][] sum = null;
        for (Op.EmbedSum.Lookup lookup : lookups) {
            int[] indices =
                    lookup.indices().map(this::indices).orElseGet(() -> Lookups.positions(tokens, lookup.position()));
            double[][] rows = Lookups.embed(indices, parameters.matrix(lookup.table()));
            sum = sum == null ? rows : Sums.add(sum, rows);
        }
        return sum;
    }

    private double[][] linear(Op.Linear op) {
        double[][] out = Products.sideBySide(op.weights().stream()
                .map(w -> Products.matMul(rows(op.in()), parameters.factors(w)))
                .toList());
        if (!op.biases().isEmpty())
            out = Sums.addBias(
                    out,
                    Products.joined(op.biases().stream().map(parameters::vector).toList()));
        if (op.function().isPresent())
            out = Activations.activate(out, op.function().get());
        return op.residual().isPresent() ? Sums.add(out, rows(op.residual().get())) : out;
    }
}
