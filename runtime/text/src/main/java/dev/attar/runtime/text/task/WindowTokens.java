package dev.attar.runtime.text.task;

import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a text that was cut into windows, each once. A token that several windows have is taken from the one that shows most of
 * what is around it: the one with the largest distance to the nearer end, of equal ones the first.
 */
final class WindowTokens {
    /** @param row of the window's scores */
    record Place(int window, int row) {}

    private WindowTokens() {}

    /**
     * @param windows of one text, in order
     * @param choice how they were cut
     */
    static List<Place> of(List<EncodedText> windows, LongInput choice) {
        int overlap = choice instanceof LongInput.Windows(int tokens) ? tokens : 0;
        List<Place> places = new ArrayList<>();
        List<Integer> distances = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            List<Integer> rows = rows(windows.get(w));
            int first = w == 0 ? 0 : places.size() - overlap;
            for (int i = 0; i < rows.size(); i++) {
                int distance = Math.min(i, rows.size() - 1 - i);
                if (first + i == places.size()) {
                    places.add(new Place(w, rows.get(i)));
                    distances.add(distance);
                } else if (distance > distances.get(first + i)) {
                    places.set(first + i, new Place(w, rows.get(i)));
                    distances.set(first + i, distance);
                }
            }
        }
        return places;
    }

    private static List<Integer> rows(EncodedText window) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < window.length(); row++) {
            if (!window.isSpecial(row)) {
                rows.add(row);
            }
        }
        return rows;
    }
}
