package dev.attar.compiler.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with one source. Keeps at most {@link #MAX_KEPT} diagnostics and counts the others, so that a file of
 * nothing but mistakes costs no more memory than its beginning.
 */
public final class Report {
    public static final int MAX_KEPT = 50;

    private static final Comparator<Diagnostic> BY_POSITION =
            Comparator.comparing(Diagnostic::at).thenComparing(Diagnostic::code);

    private final List<Diagnostic> kept = new ArrayList<>();
    private int dropped;

    /** Nothing is wrong yet. */
    public Report() {}

    public void add(Diagnostic diagnostic) {
        if (kept.size() < MAX_KEPT) {
            kept.add(diagnostic);
        } else {
            dropped++;
        }
    }

    /** Takes over what an earlier stage found. */
    public void addAll(Problems earlier) {
        earlier.kept().forEach(this::add);
        dropped += earlier.dropped();
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** What was found, in the order of the source. */
    public Problems problems() {
        return new Problems(kept.stream().sorted(BY_POSITION).toList(), dropped);
    }
}
