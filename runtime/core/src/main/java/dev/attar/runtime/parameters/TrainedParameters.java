package dev.attar.runtime.parameters;

import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.ParameterPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.packing.SlotValues;
import dev.attar.runtime.sessions.ArenaPool;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory of a trainer: values, gradients and moments by name. */
public final class TrainedParameters {
    private static final Slot.Layers ONCE = new Slot.Layers(0, 0, 1);

    private final ParameterPlan plan;
    private final float[] floats;
    private final Map<String, Placed> placed = new LinkedHashMap<>();

    /** A parameter and where its values begin. */
    private record Placed(Parameter parameter, int offset) {}

    public TrainedParameters(ProgramPlan program) {
        this.plan = program.parameters()
                .orElseThrow(() -> new IllegalArgumentException(program.model() + " was not compiled for training"));
        if (plan.all() > ArenaPool.LONGEST) {
            throw new OutOfMemoryError("the parameters, gradients and moments of " + program.model() + " are "
                    + plan.all() + " floats, and an array holds " + ArenaPool.LONGEST
                    + ": freeze some, or take a smaller model");
        }
        this.floats = new float[(int) plan.all()];
        for (ParameterPlan.Block block : plan.blocks()) {
            Slot.Layers layers = block.layers().orElse(ONCE);
            List<Long> shape = new ArrayList<>();
            block.shape().forEach(n -> shape.add((long) n));
            for (int i = 0; i < layers.count(); i++) {
                String name = layers == ONCE
                        ? block.parameter()
                        : block.parameter().replace("*", Integer.toString(layers.first() + i * layers.step()));
                int offset = (int) (block.offset() + i * block.layerStride());
                placed.put(name, new Placed(new Parameter(name, shape, block.trained()), offset));
            }
        }
    }

    public ParameterPlan plan() {
        return plan;
    }

    /** All of it. */
    public float[] floats() {
        return floats;
    }

    public List<Parameter> all() {
        return placed.values().stream().map(Placed::parameter).toList();
    }

    /** The values of a parameter as a source to pack from. */
    SlotValues values(String name) {
        int begin = placed(name).offset;
        return (first, count, into, at) -> System.arraycopy(floats, (int) (begin + first), into, at, count);
    }

    /** Takes over all values. */
    public void read(Weights weights) {
        placed.forEach((name, p) -> {
            float[] values = weights.tensor(name)
                    .orElseThrow(() -> new IllegalArgumentException(weights.source() + " has no " + name))
                    .toArray();
            System.arraycopy(values, 0, floats, p.offset, values.length);
        });
    }

    public void discardGradients() {
        int begin = (int) plan.begin(0);
        Arrays.fill(floats, begin, begin + (int) plan.trained(), 0);
    }

    public float[] read(Part part, String name) {
        int begin = begin(part, name);
        return Arrays.copyOfRange(floats, begin, begin + elements(name));
    }

    public void write(Part part, String name, float[] values) {
        int begin = begin(part, name);
        if (values.length != elements(name)) {
            throw new IllegalArgumentException(name + " has " + elements(name) + " numbers, not " + values.length);
        }
        System.arraycopy(values, 0, floats, begin, values.length);
    }

    private int elements(String name) {
        return Math.toIntExact(placed(name).parameter.elements());
    }

    private int begin(Part part, String name) {
        Placed p = placed(name);
        if (part == Part.VALUE) {
            return p.offset;
        }
        if (!p.parameter.trained()) {
            throw new IllegalArgumentException(name + " is frozen: it has no " + part);
        }
        int number = part.ordinal() - 1;
        if (number > plan.moments()) {
            throw new IllegalArgumentException("the optimizer keeps no " + part);
        }
        return (int) plan.begin(number) + p.offset;
    }

    private Placed placed(String name) {
        Placed p = placed.get(name);
        if (p == null) {
            throw new IllegalArgumentException("no parameter is called " + name);
        }
        return p;
    }
}
