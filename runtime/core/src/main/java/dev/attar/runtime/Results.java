package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.ProgramPlan.Output;

/** Where the rows of an output lie after a call, and how they come out of the arena. */
record Results(Output output) {
    /** Rows of the output for a batch. */
    int rows(Frame frame) {
        return switch (output.rows()) {
            case TOKENS -> frame.tokens();
            case SEQUENCES -> frame.sequences();
        };
    }

    /** Rows of one sequence of a batch. */
    int rows(Frame frame, int sequence) {
        return switch (output.rows()) {
            case TOKENS -> frame.starts()[sequence + 1] - frame.starts()[sequence];
            case SEQUENCES -> 1;
        };
    }

    /** The first row of one sequence of a batch. */
    int firstRow(Frame frame, int sequence) {
        return switch (output.rows()) {
            case TOKENS -> frame.starts()[sequence];
            case SEQUENCES -> sequence;
        };
    }

    /** Copies rows of a call that has been made. */
    void copy(Frame frame, int row, int rows, float[] to, int toRow) {
        int columns = output.columns();
        int first = Math.toIntExact(output.floatsPerTokenBefore() * frame.tokens());
        if (output.stride() == columns) {
            System.arraycopy(frame.arena(), first + row * columns, to, toRow * columns, rows * columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(frame.arena(), first + (row + r) * output.stride(), to, (toRow + r) * columns, columns);
        }
    }
}
