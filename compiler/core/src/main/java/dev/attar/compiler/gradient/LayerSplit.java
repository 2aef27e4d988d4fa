package dev.attar.compiler.gradient;

import dev.attar.compiler.check.LowRank;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes several repeats of one whose layers do not all learn the same: layers 0 to 3 that are frozen and 4 to 11 that are not become
 * two repeats, and the backward pass has none for the first. A later repeat counts from the same first layer, and its parameters say
 * how far behind it they are: {@code encoder.*+4.attention.query.weight}. So a parameter learns in all layers of its repeat or in none.
 */
final class LayerSplit {
    private final Predicate<String> trained;
    private final Names names;

    private LayerSplit(Predicate<String> trained, Names names) {
        this.trained = trained;
        this.names = names;
    }

    /** @param trained by a parameter's name in the weight file */
    static Graph of(Graph graph, Predicate<String> trained) {
        LayerSplit split = new LayerSplit(trained, Names.of(graph));
        List<Step> steps = new ArrayList<>();
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> steps.add(assign);
                case Repeat repeat -> steps.addAll(split.parts(repeat));
            }
        }
        return graph.withSteps(steps);
    }

    private List<Repeat> parts(Repeat repeat) {
        List<Param> params = repeat.body().stream()
                .flatMap(step -> ((Assign) step).op().params().stream())
                .filter(Param::isPerLayer)
                .distinct()
                .toList();
        List<Repeat> parts = new ArrayList<>();
        List<Integer> numbers = repeat.layers().numbers();
        List<Repeat.Carried> handed = repeat.carried();
        int begin = 0;
        for (int end = 1; end <= numbers.size(); end++) {
            if (end < numbers.size() && learning(params, numbers.get(end)).equals(learning(params, numbers.get(begin))))
                continue;
            Repeat part = new Part(repeat, begin, end).repeat(handed);
            parts.add(part);
            handed = next(repeat.carried(), part.carried());
            begin = end;
        }
        return parts;
    }

    /** Which parameters of a layer learn, and which of their adapters. */
    private List<Boolean> learning(List<Param> params, int layer) {
        List<Boolean> learning = new ArrayList<>();
        for (Param param : params) {
            learning.add(trained.test(param.name(layer)));
            learning.add(trained.test(LowRank.down(param.name(layer))));
        }
        return learning;
    }

    /** What the part behind is handed: the results of the one before. */
    private static List<Repeat.Carried> next(List<Repeat.Carried> whole, List<Repeat.Carried> before) {
        List<Repeat.Carried> handed = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            Repeat.Carried c = whole.get(i);
            handed.add(new Repeat.Carried(before.get(i).result(), c.entering(), c.leaving(), c.result()));
        }
        return handed;
    }

    /** The layers from {@code begin} to before {@code end} of a repeat, counted from 0. */
    private final class Part {
        private final Repeat whole;
        private final int begin;
        private final int end;
        private final Map<Value, Value> renamed = new HashMap<>();

        Part(Repeat whole, int begin, int end) {
            this.whole = whole;
            this.begin = begin;
            this.end = end;
        }

        Repeat repeat(List<Repeat.Carried> handed) {
            Repeat.Layers layers =
                    new Repeat.Layers(whole.layers().first(), whole.layers().step(), end - begin);
            boolean last = end == whole.layers().count();
            if (begin > 0) {
                for (Repeat.Carried c : whole.carried()) rename(c.entering());
                for (Step step : whole.body()) rename(((Assign) step).out());
            }
            List<Repeat.Carried> carried = new ArrayList<>();
            for (Repeat.Carried c : handed) {
                Value result = last
                        ? c.result()
                        : new Value(
                                names.unused(c.result().name() + ".part"),
                                c.result().type());
                carried.add(new Repeat.Carried(c.initial(), named(c.entering()), named(c.leaving()), result));
            }
            int after = begin * whole.layers().step();
            List<Step> body = new ArrayList<>();
            for (Step step : whole.body())
                if (step instanceof Assign(Value out, Op op))
                    body.add(new Assign(named(out), behind(op.mapOperands(this::named), after)));
            return new Repeat(layers, carried, body);
        }

        /** The operation on the parameters of so many layers behind. */
        private static Op behind(Op op, int after) {
            if (after == 0) return op;
            return switch (op) {
                case Op.MatMul(Value in, Param weight) -> new Op.MatMul(in, weight.behind(after));
                case Op.AddBias(Value in, Param bias) -> new Op.AddBias(in, bias.behind(after));
                case Op.LayerNorm(Value in, Param gamma, Param beta, double epsilon) ->
                    new Op.LayerNorm(in, gamma.behind(after), beta.behind(after), epsilon);
                case NormOp.RmsNorm(Value in, int width, Optional<Param> gamma, double epsilon) ->
                    new NormOp.RmsNorm(in, width, gamma.map(g -> g.behind(after)), epsilon);
                case NormOp.CenteredNorm(Value in, int width, Optional<Param> gamma, double epsilon) ->
                    new NormOp.CenteredNorm(in, width, gamma.map(g -> g.behind(after)), epsilon);
                default -> {
                    if (op.params().stream().anyMatch(Param::isPerLayer))
                        throw new NoGradient("some layers of " + op + " cannot be frozen without the others");
                    yield op;
                }
            };
        }

        private void rename(Value value) {
            renamed.put(value, new Value(names.unused(value.name()), value.type()));
        }

        private Value named(Value value) {
            return renamed.getOrDefault(value, value);
        }
    }
}
