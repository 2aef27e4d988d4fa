package dev.attar.runtime.sessions;

import dev.attar.runtime.kernel.EntryPlan.Output;
import dev.attar.runtime.kernel.EntryPlan.Rows.Kind;
import dev.attar.runtime.kernel.Frame;

/** Where the rows of an output lie after a call, and how they come out of the arena. */
public record Results(Output output) {
    /** Rows of the output for a call. */
    public int rows(Frame frame) {
        return output.rows().count(frame);
    }

    /** Rows of one sequence of a call; for outputs that have some for each. */
    public int rows(Frame frame, int sequence) {
        if (output.rows().kind() == Kind.PER_SEQUENCE) {
            return 1;
        }
        int[] starts = frame.starts(output.rows().value());
        return starts[sequence + 1] - starts[sequence];
    }

    /** The first row of one sequence of a call. */
    public int firstRow(Frame frame, int sequence) {
        return output.rows().kind() == Kind.PER_SEQUENCE
                ? sequence
                : frame.starts(output.rows().value())[sequence];
    }

    /** Copies rows of a call that has been made. */
    public void copy(Frame frame, int row, int rows, float[] to, int toRow) {
        int columns = output.columns();
        int first = Math.toIntExact(output.begin().floats(frame));
        if (output.stride() == columns) {
            System.arraycopy(frame.arena(), first + row * columns, to, toRow * columns, rows * columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(frame.arena(), first + (row + r) * output.stride(), to, (toRow + r) * columns, columns);
        }
    }
}
