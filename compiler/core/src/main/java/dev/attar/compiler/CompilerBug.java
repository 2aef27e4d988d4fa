package dev.attar.compiler;

/** A fault of the compiler's own: a stage failed on what the stage before gave it. */
public final class CompilerBug extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String stage;
    private final String dump;

    CompilerBug(String stage, String dump, RuntimeException cause) {
        super("the stage \"" + stage + "\" failed: " + cause.getMessage(), cause);
        this.stage = stage;
        this.dump = dump;
    }

    /** The stage that failed. */
    public String stage() {
        return stage;
    }

    /** What the stage was given, as text. */
    public String dump() {
        return dump;
    }
}
