package dev.attar.compiler.model;

/** A tensor that is computed or given, known by a name that is unique in its graph. */
public record Value(String name, TensorType type) {
    @Override
    public String toString() {
        return name;
    }
}
