package dev.attar.cli;

import java.io.PrintWriter;

/** What happens when one input among several is refused: it ends the command, or is said and counted while the others go on. */
final class RefusedInputs {
    /** The first one ends the command. */
    static final RefusedInputs STOP = new RefusedInputs(null);

    private final PrintWriter err; // null: nothing goes on
    private int count;

    private RefusedInputs(PrintWriter err) {
        this.err = err;
    }

    /** Each is said, and the others go on. */
    static RefusedInputs said(PrintWriter err) {
        return new RefusedInputs(err);
    }

    /** Throws the refusal where the others do not go on. */
    void mayGoOn(RuntimeException why) {
        if (err == null) {
            throw why;
        }
    }

    /** Says it, in its turn. */
    void refused(RuntimeException why) {
        count++;
        err.print(Verdict.of(why).message());
        err.flush();
    }

    int count() {
        return count;
    }
}
