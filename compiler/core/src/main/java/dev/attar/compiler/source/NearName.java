package dev.attar.compiler.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class NearName {
    private NearName() {}

    /**
     * The candidate that takes the fewest letters inserted, removed, replaced or swapped with their neighbour to become
     * {@code written}, when that is at most a third of its letters (one, for short words). The first of equals. A plural and
     * its singular are near whatever their length.
     */
    public static Optional<String> of(String written, Collection<String> candidates) {
        Optional<String> number = otherNumber(written.toLowerCase(Locale.ROOT), candidates);
        if (number.isPresent()) {
            return number;
        }
        int allowed = Math.max(1, written.length() / 3);
        Optional<String> best = Optional.empty();
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - written.length()) > allowed) {
                continue;
            }
            int distance = distance(written.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance <= allowed) {
                best = Optional.of(candidate);
                allowed = distance - 1;
            }
        }
        return best;
    }

    /** The plural of what was written, or what was written is its plural. */
    private static Optional<String> otherNumber(String written, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isPlural(written, candidate.toLowerCase(Locale.ROOT))
                        || isPlural(candidate.toLowerCase(Locale.ROOT), written))
                .findFirst();
    }

    private static boolean isPlural(String many, String one) {
        return many.equals(one + "s")
                || many.equals(one + "es")
                || one.endsWith("y") && many.equals(one.substring(0, one.length() - 1) + "ies");
    }

    /** Optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
