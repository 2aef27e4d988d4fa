package dev.attar.compiler.emit.java;

/** The classes that one model becomes: one for each width of vectors. */
public enum JavaTarget {
    LANES_16("Vector16", 16),
    LANES_8("Vector8", 8),
    LANES_4("Vector4", 4),
    SCALAR("Scalar", 1);

    private final String suffix;
    private final int lanes;

    JavaTarget(String suffix, int lanes) {
        this.suffix = suffix;
        this.lanes = lanes;
    }

    public int lanes() {
        return lanes;
    }

    /** The constant of the runtime's {@code Width}. */
    String width() {
        return name();
    }

    String className(String model) {
        return model + suffix;
    }
}
