package dev.attar.compiler.check;

import dev.attar.compiler.source.Span;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value as it was found.
 *
 * @param value the value, unless a diagnostic says why there is none
 * @param at where it was written; for a default, where it could have been
 */
record Setting<T>(Optional<T> value, Span at) implements Supplier<T> {
    static <T> Setting<T> of(T value, Span at) {
        return new Setting<>(Optional.of(value), at);
    }

    static <T> Setting<T> refused(Span at) {
        return new Setting<>(Optional.empty(), at);
    }

    boolean isKnown() {
        return value.isPresent();
    }

    /** The value; to be asked for only when nothing was refused. */
    @Override
    public T get() {
        return value.orElseThrow();
    }
}
