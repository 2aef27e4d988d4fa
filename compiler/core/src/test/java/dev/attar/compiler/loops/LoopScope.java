package dev.attar.compiler.loops;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The values of one kernel's names, in slots: integers (with the beginnings of buffers), floats and vectors. */
final class LoopScope {
    private final Map<String, Integer> integerSlots = new HashMap<>();
    private final Map<String, Integer> floatSlots = new HashMap<>();
    private int floatCount;
    long[] integers = new long[16];
    float[][] floats = new float[16][];
    final LoopMemory memory;
    final LoopBatch batch;
    /** Whether loops whose order is free go from the end to the beginning. */
    final boolean backwards;

    LoopScope(LoopMemory memory, LoopBatch batch, boolean backwards) {
        this.memory = memory;
        this.batch = batch;
        this.backwards = backwards;
    }

    /** The slot of an integer. */
    int integer(String name) {
        int slot = integerSlots.computeIfAbsent(name, _ -> integerSlots.size());
        if (slot == integers.length) integers = Arrays.copyOf(integers, 2 * slot);
        return slot;
    }

    /** The slot of the place where a buffer begins. */
    int buffer(String name) {
        return integer("buffer " + name);
    }

    /** The slot of the place where a window ends. */
    int endOfWindow(String name) {
        return integer("end of window " + name);
    }

    void setInteger(String name, long value) {
        int slot = integer(name); // may replace the array
        integers[slot] = value;
    }

    void setBuffer(String name, long begin) {
        setInteger("buffer " + name, begin);
    }

    /** A slot for a float or vector that is declared here; it hides what had the name before. */
    int declare(String name, int lanes) {
        int slot = floatCount++;
        if (slot == floats.length) floats = Arrays.copyOf(floats, 2 * slot);
        floats[slot] = new float[lanes];
        floatSlots.put(name, slot);
        return slot;
    }

    /** The slot of a float or vector that must be known. */
    int known(String name, int lanes) {
        Integer slot = floatSlots.get(name);
        if (slot == null) throw new IllegalStateException("nothing is called " + name);
        if (floats[slot].length != lanes)
            throw new IllegalStateException(name + " has " + floats[slot].length + " lanes, used with " + lanes);
        return slot;
    }
}
