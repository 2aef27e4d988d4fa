package dev.attar.compiler.check;

/**
 * What the parameters and values of a stack are called.
 *
 * @param stack {@code encoder} or {@code decoder}
 * @param both whether the model has the other one, too: then each has embeddings of its own, besides the token table
 */
record StackNames(String stack, boolean both) {
    /** Before the names of values; a model of one stack needs no word for it. */
    String prefix() {
        return both ? stack + "." : "";
    }

    /** A parameter or value of the embedding. */
    String embeddings(String name) {
        return prefix() + "embeddings." + name;
    }
}
