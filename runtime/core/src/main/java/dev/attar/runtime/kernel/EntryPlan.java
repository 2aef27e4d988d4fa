package dev.attar.runtime.kernel;

import java.util.List;

/**
 * One entry point of a program: what a call is given, the memory it works in, and what it can compute.
 *
 * @param name {@code forward}
 * @param axes what a call has rows along: places in {@link ProgramPlan#axes()}; the first has at least one row for each sequence
 * @param inputs what it is given: places in {@link ProgramPlan#inputs()}
 * @param arena working memory of the call, in floats. A call whose arena would pass 2^31 - 8 floats is refused
 * @param scratch working memory of each worker besides, in floats, a multiple of 16
 * @param separable whether each sequence can be computed by itself: every output has its own rows for each sequence
 * @param outputs what can be computed, in execution order
 * @param given floats that are copied into the arena before the call, by the rows that outputs are described by
 */
public record EntryPlan(
        String name,
        List<Integer> axes,
        List<Integer> inputs,
        SizeFormula arena,
        SizeFormula scratch,
        boolean separable,
        List<Output> outputs,
        List<Output> given) {
    public EntryPlan {
        axes = List.copyOf(axes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        given = List.copyOf(given);
    }

    /** That is given no floats. */
    public EntryPlan(
            String name,
            List<Integer> axes,
            List<Integer> inputs,
            SizeFormula arena,
            SizeFormula scratch,
            boolean separable,
            List<Output> outputs) {
        this(name, axes, inputs, arena, scratch, separable, outputs, List.of());
    }

    /**
     * One result: rows of {@code columns} floats, {@code stride} floats apart.
     *
     * @param rows what the rows stand for
     * @param begin the float of the arena where the first one begins
     */
    public record Output(String name, Rows rows, int columns, int stride, SizeFormula begin) {}

    /** What the rows of an output stand for: {@code kind} says whether {@code value} is an axis or a number. */
    public record Rows(Kind kind, int value) {
        /** One row for each sequence. */
        public static final Rows PER_SEQUENCE = new Rows(Kind.PER_SEQUENCE, 0);

        /** How rows are counted. */
        public enum Kind {
            /** One for each sequence of the call. */
            PER_SEQUENCE,
            /** One for each row of the axis {@code value}. */
            OF_AXIS,
            /** {@code value} of them, whatever the call. */
            FIXED
        }

        /** One row for each row of an axis. */
        public static Rows ofAxis(int axis) {
            return new Rows(Kind.OF_AXIS, axis);
        }

        /** Always so many rows. */
        public static Rows fixed(int count) {
            return new Rows(Kind.FIXED, count);
        }

        /** How many there are in a call. */
        public int count(CallSizes call) {
            return switch (kind) {
                case PER_SEQUENCE -> call.sequences();
                case OF_AXIS -> call.rows(value);
                case FIXED -> value;
            };
        }
    }
}
