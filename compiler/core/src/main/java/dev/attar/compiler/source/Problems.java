package dev.attar.compiler.source;

import java.util.List;

/**
 * What is wrong with a source, as far as it was kept.
 *
 * @param kept in the order of the source
 * @param dropped how many more there were
 */
public record Problems(List<Diagnostic> kept, int dropped) {
    public Problems {
        kept = List.copyOf(kept);
    }

    /** All of it as text for people, ending with a line feed; empty when there is nothing. */
    public String render(Source source) {
        return new DiagnosticPrinter(source).print(this);
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }
}
