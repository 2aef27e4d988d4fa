package dev.attar.runtime.generate;

import java.util.List;

/** Looks for stop texts in a text that comes in pieces, and keeps back what may be the beginning of one. */
final class StopTexts {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean found;

    StopTexts(List<String> stops) {
        this.stops = stops;
    }

    /** Whether one has come. What stands before it has been given by {@link #add}. */
    boolean found() {
        return found;
    }

    /** Takes more text; gives what can be shown. */
    String add(String more) {
        held.append(more);
        int first = -1;
        for (String stop : stops) {
            int place = held.indexOf(stop);
            if (place >= 0 && (first < 0 || place < first)) {
                first = place;
            }
        }
        found = first >= 0;
        int shown = found ? first : held.length() - beginning();
        String text = held.substring(0, shown);
        held.delete(0, found ? held.length() : shown);
        return text;
    }

    /** No more text comes: gives what was kept back. */
    String end() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    /** How many characters at the end may be the beginning of a stop text. */
    private int beginning() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}
