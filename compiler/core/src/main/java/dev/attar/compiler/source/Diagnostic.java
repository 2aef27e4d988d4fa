package dev.attar.compiler.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong: what, where, and what to do.
 *
 * @param at the place that is to be changed
 * @param message what is wrong, in one line, without a final stop
 * @param labels remarks beside {@code at} and beside other places that matter
 * @param hint what to write instead
 */
public record Diagnostic(Code code, Span at, String message, List<Label> labels, Optional<String> hint) {
    public Diagnostic {
        labels = List.copyOf(labels);
    }

    public static Diagnostic of(Code code, Span at, String message) {
        return new Diagnostic(code, at, message, List.of(), Optional.empty());
    }

    /** This diagnostic with {@code text} beside the carets. */
    public Diagnostic saying(String text) {
        return and(at, text);
    }

    /** This diagnostic with {@code text} beside another place. */
    public Diagnostic and(Span place, String text) {
        List<Label> more = new ArrayList<>(labels);
        more.add(new Label(place, text));
        return new Diagnostic(code, at, message, more, hint);
    }

    /** This diagnostic with a hint, in place of an earlier one. */
    public Diagnostic hint(String text) {
        return new Diagnostic(code, at, message, labels, Optional.of(text));
    }
}
