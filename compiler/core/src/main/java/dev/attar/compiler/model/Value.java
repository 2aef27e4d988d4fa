package dev.attar.compiler.model;

/**
 * A tensor that is computed or given, known by a name that is unique in its graph. A {@code *} in the name makes it one
 * value for each layer of a {@link Repeat}: within the repeat it is the present layer's, it outlives the repeat, and as an
 * input or output of an entry point it stands for the values of all layers.
 */
public record Value(String name, TensorType type) {
    /** Whether each layer of a repeat has its own. */
    public boolean isPerLayer() {
        return name.indexOf('*') >= 0;
    }

    /** The name of one layer's value; where it has {@code *+1}, of the layer after. */
    public String name(int layer) {
        return LayerNumber.in(name, layer);
    }

    @Override
    public String toString() {
        return name;
    }
}
