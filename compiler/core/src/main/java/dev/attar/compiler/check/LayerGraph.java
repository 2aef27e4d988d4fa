package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.model.Dimension;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.PositionBuckets;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Rotation;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.Value;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One layer of a stack (Vaswani et al. 2017, section 3.1; pre-norm: Xiong et al. 2020, section 3.1). */
final class LayerGraph {
    private final ModelSpec spec;
    private final Stack stack;
    private final GraphSteps steps;
    private final Place place;
    private final Optional<Value> places;
    private final Optional<Value> source;

    /**
     * Which layer it is.
     *
     * @param values what its values are called, before the part
     * @param params what its parameters are called, before the part
     * @param common what parameters of attention are called that all layers share
     * @param reach how far its attention sees
     * @param bare its attention has no norm
     */
    record Place(String values, String params, String common, Reach reach, boolean bare) {}

    /**
     * @param places the positions of tokens in their sequences, for rotary positions
     * @param source what the encoder made, for cross attention
     */
    LayerGraph(
            ModelSpec spec,
            Stack stack,
            GraphSteps steps,
            Place place,
            Optional<Value> places,
            Optional<Value> source) {
        this.spec = spec;
        this.stack = stack;
        this.steps = steps;
        this.place = place;
        this.places = places;
        this.source = source;
    }

    Value layer(Value in) {
        if (stack.residual().order() == Order.PARALLEL) {
            return parallel(in);
        }
        Value seen = part("attention", in, place.bare(), this::attention);
        if (stack instanceof Decoder decoder && decoder.cross().isPresent()) {
            Attention form = decoder.cross().get();
            seen = part("cross", seen, false, normed -> cross(form, normed));
        }
        return part("feedforward", seen, false, this::feedForward);
    }

    /** One part of a layer with its skip connection: x + f(norm(x)), or norm(x + f(x)). */
    private Value part(String name, Value in, boolean bare, UnaryOperator<Value> f) {
        boolean pre = stack.residual().order() == Order.PRE;
        Value change = f.apply(pre && !bare ? norm(name, in) : in);
        Value sum = steps.add(place.values() + name + ".sum", new Op.Add(change, in));
        return pre ? sum : norm(name, sum);
    }

    /** x + attention(norm1(x)) + feedforward(norm2(x)) (Black et al. 2022, section 2.1). */
    private Value parallel(Value in) {
        Residual residual = stack.residual();
        Value first = norm("attention", in);
        Value second = residual.sharedNorm() ? first : norm("feedforward", in);
        Value seen = steps.add(place.values() + "attention.sum", new Op.Add(attention(first), in));
        return steps.add(place.values() + "feedforward.sum", new Op.Add(feedForward(second), seen));
    }

    private Value norm(String part, Value in) {
        Residual residual = stack.residual();
        return steps.norm(
                place.values() + part + ".norm", place.params() + part + ".norm", in, Optional.of(residual.norm()));
    }

    // ---- attention ----

    private Value attention(Value in) {
        Attention form = stack.attention();
        Heads heads = heads("attention", form, in, in);
        if (place.reach().global().isPresent()) {
            return global(form, heads, in);
        }
        int headWidth = form.headWidthIn(spec.width());
        Value query = rotary("attention.query", heads.query(), headWidth);
        Value key = rotary("attention.key", heads.key(), headWidth);
        boolean causal = stack instanceof Decoder;
        Mask mask = place.reach()
                .band()
                .<Mask>map(band -> new Mask.Banded(band, causal))
                .orElse(causal ? new Mask.Causal() : new Mask.None());
        if (form.distances() instanceof Distances.Disentangled positions) {
            return disentangled(form, heads, positions, mask);
        }
        ScoreBias bias = switch (form.distances()) {
            case Distances.None _, Distances.Rotary _, Distances.Disentangled _ -> new ScoreBias.None();
            case Distances.Alibi _ -> new ScoreBias.Alibi();
            case Distances.Relative(int buckets, int maxDistance) ->
                new ScoreBias.Relative(
                        Param.of(place.common() + "relative.weight", buckets, form.heads()), maxDistance, !causal);
        };
        return output("attention", form, query, key, heads.value(), mask, bias);
    }

    /** The first tokens see everything, and are seen by all (Beltagy, Peters and Cohan 2020, section 3.1). */
    private Value global(Attention form, Heads heads, Value in) {
        int context = spec.contextOf(stack);
        int first = Math.min(place.reach().global().orElseThrow(), context);
        int band = Math.min(place.reach().band().orElse(context), context);
        double scale = form.scale().orElse(Op.Attention.usualScale(heads.query(), form.heads()));
        Value near = steps.add(
                place.values() + "attention.near",
                new GlobalOp.Local(
                        heads.query(), heads.key(), heads.value(), form.heads(), form.groups(), band, first, scale));
        boolean bias = form.bias().ofInputs();
        boolean one = first == 1 && in.type().ragged() == Dimension.Ragged.TOKENS;
        Value asking = one ? steps.add(place.values() + "attention.first", new Op.PoolTokens(in, Pool.CLS)) : in;
        Value query =
                dense("attention.global_query", asking, heads.query().type().last(), bias);
        Value key = dense("attention.global_key", in, heads.key().type().last(), bias);
        Value value = dense("attention.global_value", in, heads.value().type().last(), bias);
        Value mixed = steps.add(
                place.values() + "attention.mixed",
                new GlobalOp.Everywhere(near, query, key, value, form.heads(), form.groups(), first, scale));
        return dense("attention.output", mixed, spec.width(), form.bias().ofOutput());
    }

    private Value disentangled(Attention form, Heads heads, Distances.Disentangled positions, Mask mask) {
        double scale = form.scale().orElse(Op.Attention.usualScale(heads.query(), form.heads()));
        Value mixed = steps.add(
                place.values() + "attention.mixed",
                new DisentangledAttention(
                        heads.query(),
                        heads.key(),
                        heads.value(),
                        form.heads(),
                        form.groups(),
                        mask,
                        scale,
                        positions(positions.keys(), "attention.position_key", positions, heads.key()),
                        positions(positions.queries(), "attention.position_query", positions, heads.query())));
        return dense("attention.output", mixed, spec.width(), form.bias().ofOutput());
    }

    private Optional<PositionBuckets> positions(
            boolean there, String name, Distances.Disentangled positions, Value like) {
        if (!there) {
            return Optional.empty();
        }
        Param table = Param.of(
                place.params() + name + ".weight",
                2 * (positions.buckets() + 1),
                like.type().last());
        return Optional.of(new PositionBuckets(table, positions.maxDistance().orElse(0)));
    }

    private Value cross(Attention form, Value in) {
        Heads heads = heads("cross", form, in, source.orElseThrow());
        return output("cross", form, heads.query(), heads.key(), heads.value(), new Mask.None(), new ScoreBias.None());
    }

    private record Heads(Value query, Value key, Value value) {}

    /** @param from what keys and values are made of */
    private Heads heads(String part, Attention form, Value in, Value from) {
        int headWidth = form.headWidthIn(spec.width());
        boolean bias = form.bias().ofInputs();
        Value query = dense(part + ".query", in, form.heads() * headWidth, bias);
        Value key = dense(part + ".key", from, form.groups() * headWidth, bias);
        Value value = dense(part + ".value", from, form.groups() * headWidth, bias);
        return new Heads(
                headNorm(part + ".query_norm", form, query, headWidth),
                headNorm(part + ".key_norm", form, key, headWidth),
                value);
    }

    /** Each head by itself (Henry et al. 2020). */
    private Value headNorm(String name, Attention form, Value in, int headWidth) {
        return form.norm()
                .map(norm -> steps.norm(place.values() + name, place.params() + name, in, headWidth, norm))
                .orElse(in);
    }

    private Value rotary(String name, Value in, int headWidth) {
        if (!(stack.attention().distances() instanceof Distances.Rotary rotary)) {
            return in;
        }
        Rotation rotation = new Rotation(
                place.reach().base().orElse(rotary.base()),
                rotary.channels(headWidth).orElseThrow(),
                rotary.pairs() ? Rotation.Layout.PAIRS : Rotation.Layout.HALVES,
                scaling(rotary.scaling()));
        return steps.add(place.values() + name + ".turned", new Rotary(in, places.orElseThrow(), headWidth, rotation));
    }

    private static Rotation.Scaling scaling(Distances.Scaling written) {
        return switch (written) {
            case Distances.Scaling.None() -> new Rotation.Scaling.None();
            case Distances.Scaling.Linear(double factor) -> new Rotation.Scaling.Linear(factor);
            case Distances.Scaling.Llama3(double factor, double low, double high, int context) ->
                new Rotation.Scaling.Llama3(factor, low, high, context);
        };
    }

    private Value output(String part, Attention form, Value query, Value key, Value value, Mask mask, ScoreBias bias) {
        double scale = form.scale().orElse(Op.Attention.usualScale(query, form.heads()));
        Value mixed = steps.add(
                place.values() + part + ".mixed",
                new Op.Attention(query, key, value, form.heads(), form.groups(), mask, scale, bias));
        return dense(part + ".output", mixed, spec.width(), form.bias().ofOutput());
    }

    // ---- feed-forward ----

    private Value feedForward(Value in) {
        FeedForward form = stack.feedForward();
        boolean bias = form.bias().ofInputs();
        Value inner = form.gated() ? gated(form, in, bias) : dense("feedforward.up", in, form.width(), bias);
        Value active = form.gated() ? inner : activate("feedforward.active", inner);
        return dense("feedforward.down", active, spec.width(), form.bias().ofOutput());
    }

    /** {@code activation(gate x) * up x} (Shazeer 2020, equation 6). */
    private Value gated(FeedForward form, Value in, boolean bias) {
        Value gate = dense("feedforward.gate", in, form.width(), bias);
        Value active = activate("feedforward.active", gate);
        Value up = dense("feedforward.up", in, form.width(), bias);
        return steps.add(place.values() + "feedforward.gated", new ElementwiseOp.Multiply(active, up));
    }

    private Value activate(String name, Value in) {
        return steps.activate(place.values() + name, in, stack.feedForward().activation());
    }

    private Value dense(String name, Value in, int outputs, boolean bias) {
        return steps.dense(place.values() + name, place.params() + name, in, outputs, bias);
    }
}
