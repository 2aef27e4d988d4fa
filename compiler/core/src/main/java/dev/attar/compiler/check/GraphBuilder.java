package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
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
    /** What the parameters of a layer begin with: a name for each layer, or one for all. */
    private final String layer;

    private final Value ids = new Value("ids", TensorType.indices());
    private final Value segments = new Value("segments", TensorType.indices());
    private final List<Graph.Output> outputs = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();

    private GraphBuilder(ModelSpec spec) {
        this.spec = spec;
        this.layer = spec.encoder().shared() ? "encoder.shared." : "encoder.*.";
    }

    /**
     * The model of a spec; its {@code forward} has the outputs {@code hidden} and {@code head}, and before a head that
     * normalizes also {@code unnormalized}.
     */
    public static ModelGraph build(ModelSpec spec) {
        GraphBuilder builder = new GraphBuilder(spec);
        var limits = new ModelGraph.Limits(
                spec.vocabulary(), spec.context(), spec.embedding().segments());
        return GraphVerifier.verify(new ModelGraph(spec.name(), limits, List.of(builder.forward())));
    }

    private Graph forward() {
        Value hidden = encoder(embedding());
        outputs.add(new Graph.Output("hidden", hidden));
        Value head = head(hidden);
        outputs.add(new Graph.Output("head", head));
        List<Value> inputs = spec.embedding().segments() > 0 ? List.of(ids, segments) : List.of(ids);
        return new Graph("forward", inputs, steps, outputs);
    }

    // ---- embedding: token + position + segment, then norm (Devlin et al. 2018, section 3) ----

    private Value embedding() {
        int width = spec.embeddingWidth();
        Value sum = add("embeddings.tokens", new Op.Embed(ids, tokenTable()));
        Optional<Value> places = switch (spec.embedding().positions()) {
            case Positions.None() -> Optional.empty();
            case Positions.Learned(int offset) ->
                Optional.of(place(offset, Param.of("embeddings.positions.weight", spec.context() + offset, width)));
            case Positions.Sinusoidal() ->
                Optional.of(place(
                        0,
                        new Param(
                                "embeddings.positions.sinusoidal",
                                TensorType.constant(spec.context(), width),
                                Param.Source.SINUSOIDAL_POSITIONS)));
        };
        if (places.isPresent()) sum = add("embeddings.placed", new Op.Add(sum, places.get()));
        int count = spec.embedding().segments();
        if (count > 0) {
            Value table = add(
                    "embeddings.segments",
                    new Op.Embed(segments, Param.of("embeddings.segments.weight", count, width)));
            sum = add("embeddings.sum", new Op.Add(sum, table));
        }
        Value normed = norm("embeddings.norm", sum, spec.embedding().norm());
        return spec.embedding().width().isPresent() ? dense("embeddings.projection", normed, spec.width()) : normed;
    }

    private Param tokenTable() {
        return Param.of("embeddings.tokens.weight", spec.vocabulary(), spec.embeddingWidth());
    }

    private Value place(int offset, Param table) {
        Value positions = add("positions", new Op.Positions(offset));
        return add("embeddings.positions", new Op.Embed(positions, table));
    }

    // ---- encoder (Vaswani et al. 2017, section 3.1; pre-norm: Xiong et al. 2020, section 3.1) ----

    private Value encoder(Value embedded) {
        List<Step> outside = steps;
        steps = new ArrayList<>();
        Value entering = new Value("layer.in", embedded.type());
        Value leaving = half("feedforward", half("attention", entering));
        Value result = new Value("encoder.out", embedded.type());
        Repeat layers = new Repeat(
                Repeat.Layers.of(spec.encoder().depth()),
                List.of(new Repeat.Carried(embedded, entering, leaving, result)),
                steps);
        steps = outside;
        steps.add(layers);
        return norm("encoder.norm", result, spec.encoder().norm());
    }

    /** One half of a layer with its skip connection: x + f(norm(x)), or norm(x + f(x)). */
    private Value half(String name, Value in) {
        ModelSpec.Residual residual = spec.encoder().residual();
        boolean pre = residual.order() == Order.PRE;
        String norm = layer + name + ".norm";
        Value inner = pre ? norm(norm, in, Optional.of(residual.norm())) : in;
        Value change = name.equals("attention") ? attention(inner) : feedForward(inner);
        Value sum = add("layer." + name + ".sum", new Op.Add(change, in));
        return pre ? sum : norm(norm, sum, Optional.of(residual.norm()));
    }

    private Value attention(Value in) {
        int width = spec.width();
        Value query = dense(layer + "attention.query", in, width);
        Value key = dense(layer + "attention.key", in, width);
        Value value = dense(layer + "attention.value", in, width);
        Value mixed = add(
                "layer.attention.mixed",
                new Op.Attention(query, key, value, spec.encoder().attention().heads()));
        return dense(layer + "attention.output", mixed, width);
    }

    private Value feedForward(Value in) {
        ModelSpec.FeedForward form = spec.encoder().feedForward();
        Value up = dense(layer + "feedforward.up", in, form.width());
        Value active = add("layer.feedforward.active", new Op.Activate(up, activation(form.activation())));
        return dense(layer + "feedforward.down", active, spec.width());
    }

    // ---- heads ----

    private Value head(Value hidden) {
        return switch (spec.head()) {
            case Head.Embed(ModelSpec.Pool pool, Optional<Dense> dense, boolean normalize) -> {
                Value row = dense(add("head.pool", new Op.PoolTokens(hidden, pool(pool))), dense);
                if (!normalize) yield row;
                outputs.add(new Graph.Output("unnormalized", row));
                yield add("head.normalized", new Op.Normalize(row));
            }
            case Head.Classify(ModelSpec.Pool pool, Optional<Dense> dense, int classes, boolean softmax, var _) ->
                classes(dense(add("head.pool", new Op.PoolTokens(hidden, pool(pool))), dense), classes, softmax);
            case Head.Tokens(Optional<Dense> dense, int classes, boolean softmax, var _) ->
                classes(dense(hidden, dense), classes, softmax);
            case Head.Span() -> classes(hidden, 2, false);
            case Head.MaskedLanguageModel(ModelSpec.Activation function, Norm norm) -> {
                Value dense = dense(hidden, Optional.of(new Dense(spec.embeddingWidth(), function)));
                Value normed = norm("head.norm", dense, Optional.of(norm));
                Value scores = add("head.scores", new Op.MatMul(normed, tokenTable()));
                yield add("head.tokens", new Op.AddBias(scores, Param.of("head.bias", spec.vocabulary())));
            }
        };
    }

    private Value dense(Value in, Optional<Dense> form) {
        if (form.isEmpty()) return in;
        Value out = dense("head.dense", in, form.get().width());
        Optional<ModelSpec.Activation> function = form.get().activation();
        return function.isPresent() ? add("head.active", new Op.Activate(out, activation(function.get()))) : out;
    }

    private Value classes(Value in, int classes, boolean softmax) {
        Value scores = dense("head.classes", in, classes);
        return softmax ? add("head.softmax", new Op.Softmax(scores)) : scores;
    }

    // ---- building blocks ----

    private Value dense(String name, Value in, int outputs) {
        String local = name.replace(layer, "layer.");
        Value product = add(
                local + ".product",
                new Op.MatMul(in, Param.of(name + ".weight", outputs, in.type().last())));
        return add(local, new Op.AddBias(product, Param.of(name + ".bias", outputs)));
    }

    private Value norm(String name, Value in, Optional<Norm> norm) {
        if (norm.isEmpty()) return in;
        int width = in.type().last();
        Param gamma = Param.of(name + ".weight", width);
        Param beta = Param.of(name + ".bias", width);
        return add(
                name.replace(layer, "layer."),
                new Op.LayerNorm(in, gamma, beta, norm.get().epsilon()));
    }

    private Value add(String name, Op op) {
        Assign assign = Assign.of(name, op);
        steps.add(assign);
        return assign.out();
    }

    private static Activation activation(ModelSpec.Activation written) {
        return switch (written) {
            case RELU -> Activation.RELU;
            case GELU -> Activation.GELU;
            case GELU_TANH -> Activation.GELU_TANH;
            case SILU -> Activation.SILU;
            case TANH -> Activation.TANH;
        };
    }

    private static Pool pool(ModelSpec.Pool written) {
        return switch (written) {
            case MEAN -> Pool.MEAN;
            case CLS -> Pool.CLS;
            case MAX -> Pool.MAX;
        };
    }
}
