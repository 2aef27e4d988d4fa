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

    /** The stage of the road whose code was running: the package of the innermost frame that is the project's. */
    public static String stageOf(Throwable failure) {
        if (failure instanceof CompilerBug bug) {
            return bug.stage;
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        for (StackTraceElement frame : root.getStackTrace()) {
            String type = frame.getClassName();
            if (type.startsWith("dev.attar.compiler.")) {
                String stage = type.substring("dev.attar.compiler.".length(), type.lastIndexOf('.') + 1);
                return stage.isEmpty() ? "compile" : stage.substring(0, stage.length() - 1);
            }
            if (type.startsWith("dev.attar.")) {
                return type.split("\\.")[2];
            }
        }
        return "unknown";
    }
}
