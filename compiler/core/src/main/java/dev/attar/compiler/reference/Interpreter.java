package dev.attar.compiler.reference;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.PerLayerValues;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Executes the steps of one graph, one after another, and keeps every value by its name. */
final class Interpreter {
    private final ParameterReader parameters;
    private final Streams streams;
    private final Inputs inputs;
    private final Caches caches;
    private final Watcher watcher;
    private final Map<String, Tensor> values = new HashMap<>();

    private Interpreter(ParameterReader parameters, Streams streams, Inputs inputs, Caches caches, Watcher watcher) {
        this.parameters = parameters;
        this.streams = streams;
        this.inputs = inputs;
        this.caches = caches;
        this.watcher = watcher;
    }

    /**
     * @param source what a translator reads: a sequence for each of the tokens'
     * @throws IllegalArgumentException when tokens or source are outside the model's limits, or there is a source too many or none
     */
    static Interpreter of(
            ModelGraph model, Parameters parameters, Tokens tokens, Optional<Tokens> source, Watcher watcher) {
        if (source.isPresent() != model.source().isPresent())
            throw new IllegalArgumentException(
                    model.name() + (source.isPresent() ? " has no source" : " needs a source"));
        source.ifPresent(given -> {
            int sequences = tokens.sequences().size();
            if (given.sequences().size() != sequences)
                throw new IllegalArgumentException(
                        given.sequences().size() + " sources for " + sequences + " sequences");
            given.within(model.source().orElseThrow());
        });
        Streams streams = Streams.of(tokens.within(model.limits()), source);
        return new Interpreter(new ParameterReader(parameters), streams, Inputs.NONE, new Caches(), watcher);
    }

    /** For an entry point with other inputs besides tokens. */
    static Interpreter of(Parameters parameters, Streams streams, Inputs inputs, Caches caches, Watcher watcher) {
        return new Interpreter(new ParameterReader(parameters), streams, inputs, caches, watcher);
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
        return streams.of(Ragged.TOKENS);
    }

    /** The tokens that rows of a value stand for. */
    Tokens tokens(Ragged rows) {
        return streams.of(rows);
    }

    /** The first row of each sequence of a value, and at the end the number of rows. */
    int[] starts(Value value) {
        return tokens(value.type().ragged()).starts();
    }

    /** The table of a bias of attention; null where it has none. */
    double[][] table(ScoreBias bias) {
        return bias instanceof ScoreBias.Relative relative ? parameters.matrix(relative.table()) : null;
    }

    /** The gamma of a norm. */
    Optional<double[]> gamma(NormOp norm) {
        return norm.gamma().map(parameters::vector);
    }

    private Tensor input(String name, TensorType type) {
        return switch (name) {
            case "ids" -> new Tensor.Indices(tokens().ids());
            case "segments" -> new Tensor.Indices(tokens().segments());
            case "source.ids" -> new Tensor.Indices(tokens(Ragged.SOURCE_TOKENS).ids());
            case "source.segments" ->
                new Tensor.Indices(tokens(Ragged.SOURCE_TOKENS).segments());
            case "kept" -> new Tensor.Indices(tokens(Ragged.KEPT).ids());
            case "source.kept" -> new Tensor.Indices(tokens(Ragged.KEPT_SOURCE).ids());
            default -> inputs.of(name, type, streams);
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
            case Op.Positions(int offset, Ragged rows, var places) ->
                new Tensor.Indices(places.map(p -> Lookups.shifted(indices(p), offset))
                        .orElseGet(() -> Lookups.positions(tokens(rows), offset)));
            case Op.Embed(Value indices, Param table) ->
                new Tensor.Rows(Lookups.embed(indices(indices), parameters.matrix(table)));
            case Op.EmbedSum sum -> new Tensor.Rows(embedSum(sum));
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
            case Op.Attention attention -> new Tensor.Rows(attention(attention));
            case DisentangledAttention attention ->
                new Tensor.Rows(disentangled(attention)
                        .attend(rows(attention.query()), rows(attention.key()), rows(attention.value())));
            case GlobalOp global -> new Tensor.Rows(global(global));
            case NormOp norm -> new Tensor.Rows(RunNorms.norm(norm, rows(norm.in()), gamma(norm)));
            case ElementwiseOp.Multiply(Value left, Value right) ->
                new Tensor.Rows(Sums.multiply(rows(left), rows(right)));
            case ElementwiseOp.Scale(Value in, double factor) -> new Tensor.Rows(Sums.scale(rows(in), factor));
            case Rotary rotary ->
                new Tensor.Rows(Rotations.turn(rotary, rows(rotary.in()), indices(rotary.positions())));
            case Op.PoolTokens(Value in, List<Pool> pools) -> new Tensor.Rows(Pools.pools(rows(in), pools, starts(in)));
            case CacheOp.Keep(Value in, Value slots, CacheOp.Cache cache) ->
                new Tensor.Rows(caches.keep(cache, layer(), indices(slots), rows(in)));
            case CacheOp.Recall(CacheOp.Cache cache, Value kept, var _) ->
                new Tensor.Rows(caches.recall(cache, layer(), indices(kept)));
            case GradientOp gradient -> new TrainingLaws(this).result(gradient);
            case LossOp loss -> new TrainingLaws(this).result(loss);
            case DropoutOp dropout -> new TrainingLaws(this).result(dropout);
            case UpdateOp update -> new TrainingLaws(this).result(update);
        };
    }

    private double[][] attention(Op.Attention op) {
        return new DotProductAttention(op, table(op.bias()))
                .attend(rows(op.query()), rows(op.key()), rows(op.value()), starts(op.query()), starts(op.key()));
    }

    DisentangledHeads disentangled(DisentangledAttention op) {
        double[][] keys =
                op.positionKeys().map(a -> parameters.matrix(a.table())).orElse(null);
        double[][] queries =
                op.positionQueries().map(b -> parameters.matrix(b.table())).orElse(null);
        return new DisentangledHeads(op, keys, queries, starts(op.key()));
    }

    private double[][] global(GlobalOp op) {
        double[][] others = op instanceof GlobalOp.Everywhere all ? rows(all.local()) : null;
        return new GlobalAttention(op, starts(op.key()))
                .attend(others, rows(op.query()), rows(op.key()), rows(op.value()));
    }

    private double[][] embedSum(Op.EmbedSum op) {
        double[][] sum = null;
        for (Op.EmbedSum.Lookup lookup : op.lookups()) {
            int[] indices = lookup.indices()
                    .map(v -> Lookups.shifted(indices(v), lookup.position()))
                    .orElseGet(() -> Lookups.positions(tokens(op.rows()), lookup.position()));
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
