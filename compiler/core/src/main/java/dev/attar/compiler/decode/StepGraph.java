package dev.attar.compiler.decode;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code forward} on new tokens alone: attention keeps their keys and values and reads those of the whole sequence; positions are
 * given; what the encoder would give is recalled.
 */
final class StepGraph {
    private final Graph forward;
    private final boolean lastAlone;
    private final Value hidden;
    private final Map<String, Value> renamed = new HashMap<>();
    private boolean crosses;

    private StepGraph(Graph forward, boolean lastAlone) {
        this.forward = forward;
        this.lastAlone = lastAlone;
        this.hidden = output("hidden");
    }

    /** Gives {@code next}: logits (B,V) after the last token of each sequence. */
    static Graph last(Graph forward) {
        StepGraph graph = new StepGraph(forward, true);
        List<Step> steps = graph.steps();
        return graph.graph("step", steps, "next");
    }

    /** Gives {@code head}: logits (T,V) after every new token. */
    static Graph all(Graph forward) {
        StepGraph graph = new StepGraph(forward, false);
        List<Step> steps = graph.steps();
        return graph.graph("extend", steps, "head");
    }

    private Graph graph(String name, List<Step> steps, String output) {
        List<Value> inputs = new ArrayList<>(
                forward.inputs().stream().filter(v -> !Decoding.isOfSource(v)).toList());
        inputs.addAll(List.of(Kept.PLACES, Kept.SLOTS, Kept.TOKENS));
        if (crosses) inputs.add(Kept.SOURCE);
        return new Graph(name, inputs, steps, List.of(new Graph.Output(output, now(output("head")))));
    }

    private Value output(String name) {
        return forward.outputs().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no output " + name + " to go on from"))
                .value();
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Step step : forward.steps()) {
            switch (step) {
                case Assign assign -> {
                    assign(assign, steps);
                    reached(assign.out(), steps);
                }
                case Repeat repeat -> {
                    if (Decoding.isOfSource(repeat.carried().getFirst().initial())) continue;
                    List<Step> body = new ArrayList<>();
                    for (Step inner : repeat.body()) assign((Assign) inner, body);
                    steps.add(new Repeat(repeat.layers(), repeat.carried(), body));
                    repeat.carried().forEach(c -> reached(c.result(), steps));
                }
            }
        }
        return steps;
    }

    /** Where the hidden states are done, those of the last tokens go on alone. */
    private void reached(Value value, List<Step> steps) {
        if (!lastAlone || !value.equals(hidden)) return;
        Assign last = Assign.of(hidden.name() + ".last", new Op.PoolTokens(hidden, Pool.LAST));
        steps.add(last);
        renamed.put(hidden.name(), last.out());
    }

    private void assign(Assign assign, List<Step> to) {
        if (Decoding.isOfSource(assign.out())) return;
        switch (assign.op()) {
            case Op.Positions(int offset, Ragged rows, var _) ->
                to.add(new Assign(assign.out(), new Op.Positions(offset, rows, Optional.of(Kept.PLACES))));
            case Op.Attention attention -> to.add(new Assign(assign.out(), attention(assign.out(), attention, to)));
            case Op op -> {
                Assign changed = Assign.of(assign.out().name(), op.mapOperands(this::now));
                renamed.put(assign.out().name(), changed.out());
                to.add(changed);
            }
        }
    }

    private Op attention(Value out, Op.Attention op, List<Step> to) {
        Value keys = recalled(op.key(), Kept.keys(out, op), to);
        Value values = recalled(op.value(), Kept.values(out, op), to);
        return new Op.Attention(
                now(op.query()), keys, values, op.heads(), op.groups(), op.mask(), op.scale(), op.bias());
    }

    private Value recalled(Value made, CacheOp.Cache cache, List<Step> to) {
        Optional<Value> kept = Optional.empty();
        if (cache.rows() == Ragged.KEPT) {
            Assign keep = Assign.of(made.name() + ".kept", new CacheOp.Keep(made, Kept.SLOTS, cache));
            to.add(keep);
            kept = Optional.of(keep.out());
        } else {
            crosses = true;
        }
        Value slots = cache.rows() == Ragged.KEPT ? Kept.TOKENS : Kept.SOURCE;
        Assign recall = Assign.of(made.name() + ".all", new CacheOp.Recall(cache, slots, kept));
        to.add(recall);
        return recall.out();
    }

    private Value now(Value value) {
        return renamed.getOrDefault(value.name(), value);
    }
}
