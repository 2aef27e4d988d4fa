package dev.attar.runtime.text.unicode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decompositions, compositions, combining classes and lower case, read from {@code mappings.txt}. */
public final class Mappings {
    private static final Mappings TABLES = new Mappings();

    // Each page table holds an index into the sequences, 0 for characters that stay as they are.
    private final Pages canonical = new Pages();
    private final Pages compatible = new Pages();
    private final Pages lower = new Pages();
    private final Pages classes = new Pages();
    private final Map<Long, Integer> compositions = new HashMap<>();
    private final int[][] sequences;

    private Mappings() {
        List<int[]> all = new ArrayList<>();
        all.add(null);
        for (String line : UnicodeResource.lines("mappings.txt")) {
            String[] fields = line.split(" ");
            switch (fields[0]) {
                case "d" -> {
                    canonical.set(hex(fields[1]), all.size());
                    compatible.set(hex(fields[1]), all.size());
                    all.add(sequence(fields));
                }
                case "k" -> {
                    compatible.set(hex(fields[1]), all.size());
                    all.add(sequence(fields));
                }
                case "l" -> {
                    lower.set(hex(fields[1]), all.size());
                    all.add(sequence(fields));
                }
                case "p" -> compositions.put(pair(hex(fields[1]), hex(fields[2])), hex(fields[3]));
                case "c" -> setClass(Integer.parseInt(fields[1]), line.substring(3 + fields[1].length()));
                default -> throw new IllegalStateException("mappings.txt: " + line);
            }
        }
        sequences = all.toArray(int[][]::new);
    }

    /** The lower case of a character; null when it is the character itself. */
    public static int[] lowerCase(int codePoint) {
        return TABLES.sequences[TABLES.lower.get(codePoint)];
    }

    /** The full decomposition of a character other than a Hangul syllable; null when it is the character itself. */
    static int[] decomposition(int codePoint, boolean compatible) {
        return TABLES.sequences[(compatible ? TABLES.compatible : TABLES.canonical).get(codePoint)];
    }

    /** Whether a character decomposes canonically if at all; below U+0300 it then composes again. */
    static boolean composesAgain(int codePoint, boolean compatible) {
        return !compatible || TABLES.compatible.get(codePoint) == TABLES.canonical.get(codePoint);
    }

    static int combiningClass(int codePoint) {
        return TABLES.classes.get(codePoint);
    }

    /** What a pair composes to, or -1. */
    static int composition(int first, int second) {
        return TABLES.compositions.getOrDefault(pair(first, second), -1);
    }

    private void setClass(int combiningClass, String ranges) {
        int[] members = UnicodeSets.parse(ranges);
        for (int i = 0; i < members.length; i += 2) {
            for (int c = members[i]; c <= members[i + 1]; c++) {
                classes.set(c, combiningClass);
            }
        }
    }

    private static int[] sequence(String[] fields) {
        int[] sequence = new int[fields.length - 2];
        for (int i = 0; i < sequence.length; i++) {
            sequence[i] = hex(fields[i + 2]);
        }
        return sequence;
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | second;
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, 16);
    }
}
