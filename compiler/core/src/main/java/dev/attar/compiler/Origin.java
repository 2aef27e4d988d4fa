package dev.attar.compiler;

import dev.attar.compiler.source.Source;

/** Where generated code says it came from: the file's name and the beginning of its hash. Nothing of the machine. */
public record Origin(String name, String hash) {
    public static Origin of(Source source) {
        return new Origin(harmless(source.fileName()), source.hash().substring(0, 8));
    }

    /** A file's name may hold what would end the comment that it stands in. */
    private static String harmless(String name) {
        int[] points = name.codePoints()
                .map(point -> point == '\\' || Character.isISOControl(point) || point == 0x2028 || point == 0x2029
                        ? '?'
                        : point)
                .toArray();
        return new String(points, 0, points.length);
    }
}
