package dev.attar.compiler.check;

/** The integers a setting may have. */
record Range(long least, long most) {
    static final Range DIMENSION = new Range(1, Limits.MAX_DIMENSION);
    static final Range DIMENSION_OR_NONE = new Range(0, Limits.MAX_DIMENSION);

    boolean contains(long value) {
        return value >= least && value <= most;
    }

    @Override
    public String toString() {
        return "from " + least + " to " + most;
    }
}
