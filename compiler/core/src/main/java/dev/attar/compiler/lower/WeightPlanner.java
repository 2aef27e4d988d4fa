package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Layers;
import dev.attar.compiler.loops.WeightBlock;
import dev.attar.compiler.loops.WeightPlan;
import dev.attar.compiler.model.Param;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides where each weight block lies, once for all entry points: first what the model has once, then stacks of layers. The blocks
 * that one repeat is the first to read, and that the same layers have, are a stack: its layers lie one after another in ascending
 * order, each the same inside, so that from a layer to any other is a multiple of one stride, whatever order a repeat goes in.
 */
final class WeightPlanner {
    private final Set<WeightUse> global = new LinkedHashSet<>();
    private final Map<WeightUse, Integer> firstRepeat = new LinkedHashMap<>();
    private final Map<WeightUse, Set<Integer>> numbers = new LinkedHashMap<>();
    private final Map<WeightUse, WeightBlock> blocks = new LinkedHashMap<>();
    private int repeats;
    private long floats;

    /** A block that is read outside of repeats, or by all layers of one. */
    void once(WeightUse use) {
        global.add(use);
    }

    /** The blocks that the next repeat reads, those of one layer, in order of first use. */
    void repeat(dev.attar.compiler.model.Repeat.Layers layers, List<WeightUse> uses) {
        for (WeightUse use : uses) {
            firstRepeat.putIfAbsent(use, repeats);
            numbers.computeIfAbsent(use, _ -> new TreeSet<>()).addAll(layers.numbers());
        }
        repeats++;
    }

    WeightPlan plan() {
        for (WeightUse use : global) floats = place(use, floats, Optional.empty(), 0);
        for (int repeat = 0; repeat < repeats; repeat++) stacks(repeat);
        return new WeightPlan(List.copyOf(blocks.values()), floats);
    }

    /** Where a use of weights has its block; {@link #plan} is called before. */
    WeightBlock block(WeightUse use) {
        return blocks.get(use);
    }

    private void stacks(int repeat) {
        Map<Layers, List<WeightUse>> stacks = new LinkedHashMap<>();
        firstRepeat.forEach((use, first) -> {
            if (first == repeat)
                stacks.computeIfAbsent(ascending(numbers.get(use)), _ -> new ArrayList<>())
                        .add(use);
        });
        stacks.forEach(this::stack);
    }

    private void stack(Layers layers, List<WeightUse> uses) {
        long stride = uses.stream().mapToLong(WeightUse::floats).reduce(0, Math::addExact);
        long offset = floats;
        for (WeightUse use : uses) offset = place(use, offset, Optional.of(layers), stride);
        floats = Math.addExact(floats, Math.multiplyExact(stride, (long) layers.count()));
    }

    /** The layers from the lowest to the highest number, at the largest distance that meets all of them. */
    static Layers ascending(Set<Integer> numbers) {
        int first = numbers.stream().min(Integer::compare).orElseThrow();
        int last = numbers.stream().max(Integer::compare).orElseThrow();
        int step = 0;
        for (int number : numbers) step = greatestCommonDivisor(step, number - first);
        return step == 0 ? new Layers(first, 1, 1) : new Layers(first, step, (last - first) / step + 1);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private long place(WeightUse use, long offset, Optional<Layers> layers, long stride) {
        List<WeightBlock.Part> parts = new ArrayList<>();
        int row = 0;
        for (Param param : use.params()) {
            parts.add(new WeightBlock.Part(param, row));
            row += param.type().sizes().getFirst();
        }
        blocks.put(use, new WeightBlock(use.name(), parts, use.layout(), offset, layers, stride));
        return Math.addExact(offset, use.floats());
    }
}
