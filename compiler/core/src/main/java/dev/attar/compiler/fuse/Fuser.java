package dev.attar.compiler.fuse;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies every rule wherever it matches, in this order, and drops what nobody reads any more. */
public final class Fuser {
    /** Each rule is applied to the whole graph before the next one. */
    static final List<Rule> RULES = List.of(
            LinearRules.PRODUCT,
            LinearRules.BIAS, // after PRODUCT: it grows a linear
            LinearRules.FUNCTION, // after BIAS: the function is of the biased product
            LinearRules.RESIDUAL, // after FUNCTION: the residual is added last
            EmbedRules.LOOKUP,
            EmbedRules.SUM); // after LOOKUP: it joins sums

    private Fuser() {}

    public static ModelGraph fuse(ModelGraph model) {
        ModelGraph fused = model;
        for (Rule rule : RULES) fused = apply(rule, fused);
        return GraphVerifier.verify(joinSharedInputs(fused)); // after all rules: only plain dense layers are joined
    }

    static ModelGraph apply(Rule rule, ModelGraph model) {
        return model.withEntryPoints(
                model.entryPoints().stream().map(g -> apply(rule, g)).toList());
    }

    static ModelGraph joinSharedInputs(ModelGraph model) {
        return model.withEntryPoints(model.entryPoints().stream()
                .map(g -> g.withSteps(joinSharedInputs(g.steps())))
                .toList());
    }

    private static List<Step> joinSharedInputs(List<Step> steps) {
        List<Step> inner = steps.stream()
                .map(s -> s instanceof Repeat r ? new Repeat(r.layers(), r.carried(), joinSharedInputs(r.body())) : s)
                .toList();
        return SharedInput.apply(inner);
    }

    /** One change at a time: after each, who reads what is counted anew. */
    private static Graph apply(Rule rule, Graph graph) {
        while (true) {
            Producers producers = Producers.of(graph);
            List<Step> changed = rewriteFirst(rule, graph.steps(), producers);
            if (changed == null) return graph;
            graph = dropUnread(graph.withSteps(changed));
        }
    }

    /** The steps with the first match rewritten; null when nothing matches. */
    private static List<Step> rewriteFirst(Rule rule, List<Step> steps, Producers producers) {
        for (int i = 0; i < steps.size(); i++) {
            Step changed = switch (steps.get(i)) {
                case Assign(var out, Op op) -> {
                    Optional<Op> better = rule.apply(op, producers);
                    yield better.<Step>map(b -> new Assign(out, b)).orElse(null);
                }
                case Repeat repeat -> {
                    List<Step> body = rewriteFirst(rule, repeat.body(), producers);
                    yield body == null ? null : new Repeat(repeat.layers(), repeat.carried(), body);
                }
            };
            if (changed == null) continue;
            List<Step> all = new ArrayList<>(steps);
            all.set(i, changed);
            return all;
        }
        return null;
    }

    private static Graph dropUnread(Graph graph) {
        while (true) {
            Producers producers = Producers.of(graph);
            List<Step> kept = keepRead(graph.steps(), producers);
            if (kept.equals(graph.steps())) return graph;
            graph = graph.withSteps(kept);
        }
    }

    private static List<Step> keepRead(List<Step> steps, Producers producers) {
        List<Step> kept = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> {
                    if (producers.isRead(assign.out()) || assign.op() instanceof CacheOp.Keep) kept.add(assign);
                }
                case Repeat repeat ->
                    kept.add(new Repeat(repeat.layers(), repeat.carried(), keepRead(repeat.body(), producers)));
            }
        }
        return kept;
    }
}
