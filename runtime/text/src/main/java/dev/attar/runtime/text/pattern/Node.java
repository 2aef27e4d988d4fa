package dev.attar.runtime.text.pattern;

import java.util.List;

/** A pattern as a tree. */
sealed interface Node {
    /** One character. */
    record One(CharClass set) implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    /** The first alternative that leads to a match. */
    record Choice(List<Node> alternatives) implements Node {}

    /** {@code most} is -1 for any number. */
    record Repeat(Node body, int least, int most, boolean lazy) implements Node {}

    /** The first match of the body, never reconsidered. */
    record Atomic(Node body) implements Node {}

    record Look(Node body, boolean behind, boolean negated) implements Node {}

    /** A place: {@code ^ $ \A \z \b \B}. */
    record Place(char kind) implements Node {}

    default boolean matchesEmpty() {
        return switch (this) {
            case One one -> false;
            case Sequence(List<Node> parts) -> parts.stream().allMatch(Node::matchesEmpty);
            case Choice(List<Node> alternatives) -> alternatives.stream().anyMatch(Node::matchesEmpty);
            case Repeat(Node body, int least, int most, boolean lazy) -> least == 0 || body.matchesEmpty();
            case Atomic(Node body) -> body.matchesEmpty();
            case Look look -> true;
            case Place place -> true;
        };
    }
}
