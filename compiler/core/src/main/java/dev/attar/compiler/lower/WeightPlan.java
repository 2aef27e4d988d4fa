package dev.attar.compiler.lower;

import dev.attar.compiler.loops.LoopProgram.WeightBlock;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each weight block lies: those of the whole model first, then for each repeat its layers, one after another and each the
 * same inside, so that going to the next layer is adding a constant.
 */
final class WeightPlan {
    private final Map<WeightUse, WeightBlock> blocks = new LinkedHashMap<>();
    private final Map<Repeat.Layers, Long> layerFloats = new LinkedHashMap<>();
    private long floats;

    /** Uses of the whole model, then uses of each repeat, all in order of first use. */
    static WeightPlan of(List<WeightUse> global, Map<Repeat.Layers, List<WeightUse>> perLayer) {
        WeightPlan plan = new WeightPlan();
        for (WeightUse use : global) plan.floats = plan.place(use, plan.floats, Optional.empty(), 0);
        perLayer.forEach(plan::layers);
        return plan;
    }

    private void layers(Repeat.Layers layers, List<WeightUse> uses) {
        long stride = uses.stream().distinct().mapToLong(WeightUse::floats).reduce(0, Math::addExact);
        long offset = floats;
        var form = new WeightBlock.Layers(layers.first(), layers.step(), layers.count());
        for (WeightUse use : uses) offset = place(use, offset, Optional.of(form), stride);
        layerFloats.put(layers, stride);
        floats = Math.addExact(floats, Math.multiplyExact(stride, (long) layers.count()));
    }

    private long place(WeightUse use, long offset, Optional<WeightBlock.Layers> layers, long stride) {
        if (blocks.containsKey(use)) return offset;
        List<WeightBlock.Part> parts = new ArrayList<>();
        int row = 0;
        for (Param param : use.params()) {
            parts.add(new WeightBlock.Part(
                    param.name(), param.type().sizes(), param.source() == Param.Source.SINUSOIDAL_POSITIONS, row));
            row += param.type().sizes().getFirst();
        }
        blocks.put(use, new WeightBlock(use.name(), parts, use.layout(), offset, layers, stride));
        return Math.addExact(offset, use.floats());
    }

    WeightBlock block(WeightUse use) {
        return blocks.get(use);
    }

    List<WeightBlock> blocks() {
        return List.copyOf(blocks.values());
    }

    long layerFloats(Repeat.Layers layers) {
        return layerFloats.getOrDefault(layers, 0L);
    }

    long floats() {
        return floats;
    }
}
