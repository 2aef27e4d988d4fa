package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Layers;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.model.ModelGraph.PlacedParam;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.UpdateOp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Places what a trainer keeps: groups of parameters to which an update does the same, each group a whole number of blocks long, then
 * the frozen ones. The layers of a parameter lie one behind the other, in ascending order.
 */
final class ParameterPlanner {
    private final Map<Param, PlacedParam> placed = new LinkedHashMap<>();
    private final List<ParameterPlan.Block> blocks = new ArrayList<>();
    private long end;

    private ParameterPlanner(List<PlacedParam> params) {
        for (PlacedParam param : params)
            if (param.param().source() == Param.Source.WEIGHTS) placed.put(param.param(), param);
    }

    /**
     * @param groups the trained parameters
     * @param inputs of the update, which say which moments there are
     */
    static ParameterPlan plan(
            List<PlacedParam> params, Collection<List<Param>> groups, Set<String> inputs, List<Double> betas) {
        ParameterPlanner planner = new ParameterPlanner(params);
        Set<Param> trained = new HashSet<>();
        for (List<Param> group : groups) {
            for (Param param : group) planner.place(param, true);
            trained.addAll(group);
            planner.end = roundedUp(planner.end, UpdateLowering.BLOCK);
        }
        long ofTrained = planner.end;
        for (Param param : planner.placed.keySet()) if (!trained.contains(param)) planner.place(param, false);
        int moments = inputs.stream().anyMatch(i -> i.startsWith("second."))
                ? 2
                : inputs.stream().anyMatch(i -> i.startsWith("first.")) ? 1 : 0;
        return new ParameterPlan(
                planner.blocks, roundedUp(planner.end, UpdateLowering.BLOCK), ofTrained, moments, betas);
    }

    private void place(Param param, boolean trained) {
        Set<Integer> numbers = new TreeSet<>();
        placed.get(param).within().forEach(layers -> numbers.addAll(layers.numbers()));
        Optional<Layers> layers = numbers.isEmpty() ? Optional.empty() : Optional.of(WeightPlanner.ascending(numbers));
        long floats = roundedUp(param.type().elements(), Rows.PAD);
        blocks.add(new ParameterPlan.Block(param, end, layers, floats, trained));
        end = Math.addExact(
                end, Math.multiplyExact(floats, layers.map(Layers::count).orElse(1)));
    }

    private static long roundedUp(long floats, int multiple) {
        return Math.ceilDiv(floats, (long) multiple) * multiple;
    }

    /** Adam's decays of its moments, by which they are corrected. */
    static List<Double> betas(Collection<UpdateOp> ops) {
        if (ops.stream().noneMatch(UpdateOp.Adam.class::isInstance)) return List.of();
        double first = 0;
        double second = 0;
        for (UpdateOp op : ops)
            if (op instanceof UpdateOp.Moment m) {
                if (m.squared()) second = m.keep();
                else first = m.keep();
            }
        return List.of(first, second);
    }
}
