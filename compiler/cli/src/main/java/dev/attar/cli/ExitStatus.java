package dev.attar.cli;

/** What the process says to the script that started it. */
final class ExitStatus {
    static final int DONE = 0;
    /** The input was refused, or a comparison failed. */
    static final int REFUSED = 1;
    /** The command line cannot be understood: a usage error. */
    static final int USAGE = 2;
    /** An internal error, a fault of Attar. */
    static final int FAULT = 70;

    private ExitStatus() {}
}
