package dev.attar.runtime.weights;

import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.files.Quoted;
import dev.attar.runtime.weights.SafetensorsHeader.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules for where the tensors of a safetensors file lie: each has exactly the bytes its shape asks for, and together
 * they fill the file from the header's end to its own, without hole or overlap, in any order.
 */
public final class SafetensorsLayout {
    private SafetensorsLayout() {}

    /**
     * Sorts the entries by their bytes.
     *
     * @param dataStart byte of the file where the tensors begin
     * @param dataBytes bytes of the file from there on
     * @throws WeightsException when a rule is broken, with every problem there is
     */
    static List<Entry> inOrder(String source, List<Entry> entries, long dataStart, long dataBytes) {
        List<Problem> problems = new ArrayList<>();
        for (Entry entry : entries) {
            checkSize(entry, problems);
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        if (problems.isEmpty()) {
            checkPlaces(entries, dataStart, dataBytes, problems);
        }
        if (!problems.isEmpty()) {
            throw new WeightsException(source, problems, HeaderReader.HINT);
        }
        return entries;
    }

    private static void checkSize(Entry entry, List<Problem> problems) {
        if (entry.begin() > entry.end()) {
            problems.add(layout(entry, offsets(entry), "begin not above end", entry.offset()));
            return;
        }
        long bytes = entry.type().bytes();
        for (long dimension : entry.shape()) {
            if (Math.multiplyHigh(bytes, dimension) != 0 || bytes * dimension < 0) {
                problems.add(layout(entry, "the shape " + shape(entry), "a size that fits in 63 bits", entry.offset()));
                return;
            }
            bytes *= dimension;
        }
        if (bytes != entry.end() - entry.begin()) {
            problems.add(layout(
                    entry,
                    (entry.end() - entry.begin()) + " bytes, " + offsets(entry),
                    bytes + " bytes for " + shape(entry),
                    entry.offset()));
        }
    }

    private static void checkPlaces(List<Entry> entries, long dataStart, long dataBytes, List<Problem> problems) {
        long filled = 0;
        String before = "";
        for (Entry entry : entries) {
            if (entry.begin() > filled) {
                String found = "a hole of " + (entry.begin() - filled) + " bytes before it";
                problems.add(layout(entry, found, "no holes", dataStart + filled));
            } else if (entry.begin() < filled) {
                String found = "its bytes shared with tensor " + Quoted.name(before);
                problems.add(layout(entry, found, "no overlaps", dataStart + entry.begin()));
            }
            if (entry.end() > filled) {
                filled = entry.end();
                before = entry.name();
            }
        }
        if (filled > dataBytes) {
            String found = "a file that ends after " + dataBytes + " bytes of tensors";
            problems.add(new Problem(Kind.LAYOUT, "", found, filled + ", as its header says", dataStart + dataBytes));
        } else if (filled < dataBytes) {
            String found = (dataBytes - filled) + " bytes after the last tensor";
            problems.add(new Problem(Kind.LAYOUT, "", found, "none", dataStart + filled));
        }
    }

    private static String offsets(Entry entry) {
        return "data_offsets [" + entry.begin() + ", " + entry.end() + "]";
    }

    private static String shape(Entry entry) {
        return entry.type() + " " + Quoted.shape(entry.shape());
    }

    private static Problem layout(Entry entry, String found, String expected, long offset) {
        return new Problem(Kind.LAYOUT, entry.name(), found, expected, offset);
    }
}
