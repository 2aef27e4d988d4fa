package dev.attar.compiler.gradient;

import dev.attar.compiler.check.LowRank;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts low-rank adapters beside products: {@code out = x Wᵀ + b} becomes {@code base = x Wᵀ + b}, {@code out = base + s (x Aᵀ) Bᵀ}. Both
 * matrices are parameters like any other, so their gradients, kernels and updates are those that there are.
 */
final class Adapters {
    private final LowRank how;
    private final Predicate<String> trained;
    private final Names names;
    private final Optional<Value> seed;
    private int first; // number of the first layer of the repeat that is walked

    private Adapters(LowRank how, Predicate<String> trained, Names names, Optional<Value> seed) {
        this.how = how;
        this.trained = trained;
        this.names = names;
        this.seed = seed;
    }

    /**
     * @param graph with layers of one kind in each repeat ({@link LayerSplit})
     * @param drops whether what an adapter reads is dropped as it says; then the graph has the input {@code seed}
     */
    static Graph inserted(Graph graph, Training training, Names names, boolean drops) {
        if (training.adapters().isEmpty()) return graph;
        LowRank how = training.adapters().get();
        List<Value> inputs = new ArrayList<>(graph.inputs());
        Optional<Value> seed = Optional.empty();
        if (drops && how.dropout() > 0) {
            seed = inputs.stream().filter(DropoutSites::isSeed).findFirst();
            if (seed.isEmpty()) {
                seed = Optional.of(DropoutSites.seed(names));
                inputs.add(seed.get());
            }
        }
        Adapters adapters = new Adapters(how, training.trained(), names, seed);
        return new Graph(graph.name(), inputs, adapters.steps(graph.steps()), graph.outputs());
    }

    private List<Step> steps(List<Step> steps) {
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Repeat repeat -> {
                    first = repeat.layers().first();
                    all.add(new Repeat(repeat.layers(), repeat.carried(), steps(repeat.body())));
                }
                case Assign(Value out, Op.MatMul(Value in, Param weight))
                when isAdapted(weight) -> {
                    Value last = out;
                    if (i + 1 < steps.size()
                            && steps.get(i + 1) instanceof Assign(Value biased, Op.AddBias(Value product, Param bias))
                            && product.equals(out)) {
                        all.add(steps.get(i++));
                        last = new Value(names.unused(biased.name() + ".base"), biased.type());
                        all.add(new Assign(last, new Op.AddBias(product, bias)));
                        beside(last, biased, in, weight, all);
                    } else {
                        last = new Value(names.unused(out.name() + ".base"), out.type());
                        all.add(new Assign(last, new Op.MatMul(in, weight)));
                        beside(last, out, in, weight, all);
                    }
                }
                case Assign assign -> all.add(assign);
            }
        }
        return all;
    }

    private boolean isAdapted(Param weight) {
        return how.adapts(weight.name(first)) && trained.test(LowRank.down(weight.name(first)));
    }

    private void beside(Value base, Value out, Value in, Param weight, List<Step> to) {
        int rows = weight.type().sizes().getFirst();
        int columns = weight.type().last();
        if (how.rank() >= Math.min(rows, columns))
            throw new NoGradient("adapters of rank " + how.rank() + " are no less than " + weight.name() + " "
                    + weight.type() + "; give a rank below " + Math.min(rows, columns));
        Param down = Param.of(LowRank.down(weight.name()), how.rank(), columns);
        Param up = Param.of(LowRank.up(weight.name()), rows, how.rank());
        Value read = in;
        if (seed.isPresent()) {
            String site = DropoutSites.perLayer(out.name() + ".adapter");
            Dropping dropping = new Dropping(how.dropout(), seed.get(), site);
            read = assign(out.name() + ".adapter.dropped", new DropoutOp(in, dropping), to);
        }
        Value low = assign(out.name() + ".low", new Op.MatMul(read, down), to);
        Value scaled = assign(out.name() + ".low.scaled", new ElementwiseOp.Scale(low, how.scale()), to);
        Value more = assign(out.name() + ".adapter", new Op.MatMul(scaled, up), to);
        to.add(new Assign(out, new Op.Add(base, more)));
    }

    private Value assign(String name, Op op, List<Step> to) {
        Assign assign = Assign.of(names.unused(name), op);
        to.add(assign);
        return assign.out();
    }
}
