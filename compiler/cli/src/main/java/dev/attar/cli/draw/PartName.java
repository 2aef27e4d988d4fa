package dev.attar.cli.draw;

import java.util.Optional;

/**
 * A part of a model that is drawn as one box.
 *
 * @param stack {@code encoder} or {@code decoder}; empty: the head
 */
record PartName(String stack, Kind kind) {
    /** What a part does. */
    enum Kind {
        EMBEDDINGS,
        ATTENTION,
        CROSS,
        FEEDFORWARD,
        NORM,
        HEAD
    }

    static final PartName HEAD = new PartName("", Kind.HEAD);

    /**
     * The part that computes a value.
     *
     * @param value its name in the tensor IR
     * @param only the stack of a model that has one, whose values do not name it
     * @throws IllegalArgumentException when the name is of no part
     */
    static PartName of(String value, Optional<String> only) {
        String[] words = value.split("\\.");
        boolean named = words[0].equals("encoder") || words[0].equals("decoder");
        String stack = named ? words[0] : only.orElse("");
        String first = words[named ? 1 : 0];
        if (first.equals("head")) {
            return HEAD;
        }
        if (first.matches("embeddings|positions|places")) {
            return new PartName(stack, Kind.EMBEDDINGS);
        }
        if (named && first.equals("norm")) {
            return new PartName(stack, Kind.NORM);
        }
        if (first.matches("(layer|first|last)(\\+[0-9]+)?")) {
            return switch (words[named ? 2 : 1]) {
                case "attention" -> new PartName(stack, Kind.ATTENTION);
                case "cross" -> new PartName(stack, Kind.CROSS);
                case "feedforward" -> new PartName(stack, Kind.FEEDFORWARD);
                default -> throw new IllegalArgumentException("no part computes " + value);
            };
        }
        throw new IllegalArgumentException("no part computes " + value);
    }
}
