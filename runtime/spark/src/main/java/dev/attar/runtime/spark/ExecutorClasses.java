package dev.attar.runtime.spark;

/** Finds the generated class of a model on the machine that a task runs on. */
public final class ExecutorClasses {
    private ExecutorClasses() {}

    /**
     * A class by its name, also one of the jars of {@code --jars}.
     *
     * @throws IllegalArgumentException when this machine has none
     */
    public static Class<?> find(String name) {
        ClassLoader own = ExecutorClasses.class.getClassLoader();
        ClassLoader ofTask = Thread.currentThread().getContextClassLoader(); // has the jars of --jars
        try {
            return Class.forName(name, true, ofTask == null ? own : ofTask);
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "the class " + name + " of the model is not on the class path of this executor: send the jar that"
                            + " it is in with --jars",
                    missing);
        }
    }
}
