package dev.attar.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything the runtime must know to load weights for a program and to run it.
 *
 * @param model the name of the model, for messages
 * @param lanes floats in one vector of this program: 16, 8, 4, or 1 for scalar code
 * @param axes the ragged dimensions of its entry points
 * @param inputs what callers give, by row of an axis
 * @param slots where each parameter lies in the packed weights, for all entry points
 * @param weightFloats length of the packed weights, in floats of 4 bytes, whatever lies there
 * @param state what callers keep between calls
 * @param entries the entry points
 * @param parameters what a trainer keeps; empty where the program does not train
 */
public record ProgramPlan(
        String model,
        int lanes,
        List<Axis> axes,
        List<Input> inputs,
        List<Slot> slots,
        long weightFloats,
        State state,
        List<EntryPlan> entries,
        Optional<ParameterPlan> parameters) {
    private static final int HALF = 8;

    public ProgramPlan {
        axes = List.copyOf(axes);
        inputs = List.copyOf(inputs);
        slots = List.copyOf(slots);
        entries = List.copyOf(entries);
    }

    /** Of a model that keeps nothing between calls. */
    public ProgramPlan(
            String model,
            int lanes,
            List<Axis> axes,
            List<Input> inputs,
            List<Slot> slots,
            long weightFloats,
            List<EntryPlan> entries) {
        this(model, lanes, axes, inputs, slots, weightFloats, State.NONE, entries, Optional.empty());
    }

    /** Of a model that does not train. */
    public ProgramPlan(
            String model,
            int lanes,
            List<Axis> axes,
            List<Input> inputs,
            List<Slot> slots,
            long weightFloats,
            State state,
            List<EntryPlan> entries) {
        this(model, lanes, axes, inputs, slots, weightFloats, state, entries, Optional.empty());
    }

    /** Of a program that trains. */
    public ProgramPlan(
            String model,
            int lanes,
            List<Axis> axes,
            List<Input> inputs,
            List<Slot> slots,
            long weightFloats,
            List<EntryPlan> entries,
            ParameterPlan parameters) {
        this(model, lanes, axes, inputs, slots, weightFloats, State.NONE, entries, Optional.of(parameters));
    }

    /**
     * What a caller keeps between calls of some entry points: for each token, in a slot of the caller's choice, what later calls read
     * of it. Slots are those of blocks: slot s is the {@code s % 16}th of block {@code s / 16}. The tokens of a sequence fill blocks of
     * its own in their order, from the first token that is kept on; so do those of a source.
     *
     * @param perSlot floats for each token
     * @param window how many tokens back later ones see what is kept; 0: all
     * @param perSourceSlot floats for each token of a source
     */
    public record State(long perSlot, int window, long perSourceSlot) {
        /** Slots of a block. */
        public static final int SLOTS = 16;

        /** Nothing is kept. */
        public static final State NONE = new State(0, 0, 0);

        /** Whether nothing is kept. */
        public boolean isEmpty() {
            return perSlot == 0 && perSourceSlot == 0;
        }

        /**
         * Floats of a block, whether it is one of tokens or of a source.
         *
         * @throws ArithmeticException when no array is so long
         */
        public int blockFloats() {
            return Math.toIntExact(Math.multiplyExact(SLOTS, Math.max(perSlot, perSourceSlot)));
        }
    }

    /**
     * The vectors that the weights are packed for: bfloat16 for those of the program, floats in panels of 8 columns for 8 lanes;
     * 0 for floats as all other widths read them.
     */
    public int packedLanes() {
        for (Slot slot : slots) {
            if (slot.layout() instanceof Slot.Layout.Bfloat16Panels) {
                return lanes;
            }
        }
        return narrowPanels() * HALF;
    }

    /** 1 where floats lie in panels of 8 columns, half as wide as usual; 0 where they do not. */
    public int narrowPanels() {
        for (Slot slot : slots) {
            if (slot.layout() instanceof Slot.Layout.Panels(int width, int _, int _) && width == HALF) {
                return 1;
            }
        }
        return 0;
    }

    /** The plan with its panels of floats as wide as this; all else is the same, and lies where it lay. */
    public ProgramPlan withPanels(int width) {
        List<Slot> others = new ArrayList<>();
        for (Slot slot : slots) {
            others.add(
                    slot.layout() instanceof Slot.Layout.Panels(int _, int firstRow, int totalRows)
                            ? slot.withLayout(new Slot.Layout.Panels(width, firstRow, totalRows))
                            : slot);
        }
        return new ProgramPlan(model, lanes, axes, inputs, others, weightFloats, state, entries, parameters);
    }

    /**
     * A ragged dimension: rows of one sequence after another.
     *
     * @param name {@code tokens}
     * @param most rows of a sequence that the model accepts
     */
    public record Axis(String name, int most) {
        /** The name in messages: {@code source tokens} for {@code sourceTokens}. */
        public String words() {
            return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An integer for each row of an axis, or for each sequence.
     *
     * @param name {@code ids}
     * @param what one of its values is called in messages: {@code token id}
     * @param axis its place in {@link ProgramPlan#axes()}; -1: one for each sequence, or words
     * @param limit values are 0 to limit - 1; or one of the constants
     */
    public record Input(String name, String what, int axis, int limit, Kind kind) {
        /** Values are slots: of blocks that the caller's state has. */
        public static final int SLOTS = -1;

        /** Values are less than this in a call. */
        public int limit(Frame call) {
            return limit == SLOTS ? call.slots() : limit;
        }

        /** Of plain indices. */
        public Input(String name, String what, int axis, int limit) {
            this(name, what, axis, limit, Kind.INDEX);
        }

        /** Which values are allowed. */
        public enum Kind {
            /** 0 to limit - 1. */
            INDEX,
            /** 0 to limit - 1, or -100 where there is no label. */
            LABEL,
            /** Any; there are {@code limit} of them, whatever the call. */
            WORDS
        }
    }

    /** The entry point of this name. */
    public EntryPlan entry(String name) {
        return entries.get(entryNumber(name));
    }

    /**
     * The place of an entry point in {@link #entries()}.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public int entryNumber(String name) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(model + " has no entry point " + name);
    }

    /**
     * The place of an axis in {@link #axes()}.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public int axisNumber(String name) {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(model + " has no axis of " + name);
    }

    /**
     * Rows of a sequence that the model accepts along an axis, {@code tokens} for instance.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public int most(String axis) {
        return axes.get(axisNumber(axis)).most();
    }

    /** The place of an input in {@link #inputs()}; -1 where the model has none of this name. */
    public int inputNumber(String name) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
