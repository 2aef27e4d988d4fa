package dev.attar.runtime.text.task;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the labels of a tagger say: the kind of an entity, and where in it a token is. Read from the labels themselves: BIO, BIOES, BILOU
 * and the like where all but {@code O} have such a prefix; else each label is a kind.
 */
record TagScheme(List<Optional<Tag>> tags) {
    private static final String OUTSIDE = "O";
    private static final Pattern PREFIXED = Pattern.compile("([BIMELSUW])[-_](.+)", Pattern.DOTALL);

    enum Position {
        BEGIN,
        INSIDE,
        END,
        SINGLE
    }

    record Tag(Position position, String kind) {
        /** Whether an entity begins here that is not the one before. */
        boolean begins() {
            return position == Position.BEGIN || position == Position.SINGLE;
        }

        /** Whether nothing more belongs to this entity. */
        boolean ends() {
            return position == Position.END || position == Position.SINGLE;
        }
    }

    static TagScheme of(List<String> labels) {
        boolean prefixed = labels.stream()
                .allMatch(label ->
                        label.equals(OUTSIDE) || PREFIXED.matcher(label).matches());
        return new TagScheme(labels.stream().map(label -> tag(label, prefixed)).toList());
    }

    /** What a label says; empty: that a token belongs to no entity. */
    Optional<Tag> tag(int label) {
        return tags.get(label);
    }

    private static Optional<Tag> tag(String label, boolean prefixed) {
        if (label.equals(OUTSIDE)) {
            return Optional.empty();
        }
        Matcher parts = PREFIXED.matcher(label);
        if (!prefixed || !parts.matches()) {
            return Optional.of(new Tag(Position.INSIDE, label));
        }
        Position position = switch (parts.group(1)) {
            case "B" -> Position.BEGIN;
            case "E", "L" -> Position.END;
            case "S", "U", "W" -> Position.SINGLE;
            default -> Position.INSIDE;
        };
        return Optional.of(new Tag(position, parts.group(2)));
    }
}
