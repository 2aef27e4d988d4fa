package dev.attar.runtime.text.unicode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sets of code points by name, read from {@code sets.txt} when they are first asked for. */
public final class UnicodeSets {
    private static final Map<String, String> LINES = lines();
    private static final Map<String, CodePointSet> SETS = new ConcurrentHashMap<>();

    private UnicodeSets() {}

    /** White space, as every library concerned has it. */
    public static CodePointSet space() {
        return named("space");
    }

    /** ASCII's punctuation and Unicode's category P, as of Unicode 8. */
    public static CodePointSet punctuation() {
        return named("punctuation");
    }

    public static Set<String> names() {
        return LINES.keySet();
    }

    public static CodePointSet named(String name) {
        return SETS.computeIfAbsent(name, UnicodeSets::read);
    }

    /** The ranges {@code first, last, …} of a set. */
    public static int[] ranges(String name) {
        String line = LINES.get(name);
        if (line == null) {
            throw new IllegalArgumentException("no set of code points is called " + name);
        }
        return parse(line);
    }

    static int[] parse(String line) {
        String[] fields = line.split(" ");
        int[] ranges = new int[2 * fields.length];
        for (int i = 0; i < fields.length; i++) {
            int dash = fields[i].indexOf('-');
            ranges[2 * i] = Integer.parseInt(dash < 0 ? fields[i] : fields[i].substring(0, dash), 16);
            ranges[2 * i + 1] = dash < 0 ? ranges[2 * i] : Integer.parseInt(fields[i].substring(dash + 1), 16);
        }
        return ranges;
    }

    private static CodePointSet read(String name) {
        return CodePointSet.of(ranges(name));
    }

    private static Map<String, String> lines() {
        Map<String, String> lines = new HashMap<>();
        List<String> all = UnicodeResource.lines("sets.txt");
        for (String line : all) {
            int blank = line.indexOf(' ');
            lines.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return Map.copyOf(lines);
    }
}
