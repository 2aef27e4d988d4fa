package dev.attar.cli.doctor;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param area what it belongs to, such as {@code vectors}
 * @param name what was looked at, in one word
 * @param value what was found
 * @param state what to think of it
 * @param advice what to change; there is some wherever the state is {@link State#WRONG}
 */
public record Finding(String area, String name, String value, State state, Optional<String> advice) {
    /** How good a finding is. */
    public enum State {
        /** As it should be. */
        OK,
        /** Attar works, and could do better or will behave in a way that is worth knowing. */
        NOTE,
        /** Attar does not do here what it can. */
        WRONG
    }

    static Finding ok(String area, String name, String value) {
        return new Finding(area, name, value, State.OK, Optional.empty());
    }

    static Finding note(String area, String name, String value, String advice) {
        return new Finding(area, name, value, State.NOTE, Optional.of(advice));
    }

    static Finding wrong(String area, String name, String value, String advice) {
        return new Finding(area, name, value, State.WRONG, Optional.of(advice));
    }
}
