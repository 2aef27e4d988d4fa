package dev.attar.compiler.reference;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a call along each ragged dimension: tokens, those of a translator's sources, and the slots of what is kept of each
 * sequence, in their order.
 */
public final class Streams {
    private final Map<Ragged, Tokens> all = new EnumMap<>(Ragged.class);

    private Streams() {}

    /** Of no dimension. */
    public static Streams none() {
        return new Streams();
    }

    static Streams of(Tokens tokens, Optional<Tokens> source) {
        Streams streams = none().with(Ragged.TOKENS, tokens);
        source.ifPresent(given -> streams.all.put(Ragged.SOURCE_TOKENS, given));
        return streams;
    }

    /** These and one more. */
    public Streams with(Ragged rows, Tokens given) {
        Streams more = new Streams();
        more.all.putAll(all);
        more.all.put(rows, given);
        return more;
    }

    /** @throws IllegalArgumentException when the call has none of this kind */
    Tokens of(Ragged rows) {
        Tokens given = all.get(rows);
        if (given == null)
            throw new IllegalArgumentException(
                    rows == Ragged.SOURCE_TOKENS ? "a translator needs a source" : "the call has no rows of " + rows);
        return given;
    }

    /** B. */
    int sequences() {
        return all.values().iterator().next().sequences().size();
    }
}
