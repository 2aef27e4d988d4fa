package dev.attar.compiler.source;

/** Text from a source, made fit to be shown: short, and without anything that a terminal would obey. */
public final class Quoted {
    private static final int MAX_SHOWN = 40;

    private Quoted() {}

    /** {@code text} between back-quotes, cut to 40 code points. */
    public static String of(String text) {
        int[] points =
                text.codePoints().limit(MAX_SHOWN + 1L).map(Quoted::visible).toArray();
        return points.length <= MAX_SHOWN
                ? "`" + new String(points, 0, points.length) + "`"
                : "`" + new String(points, 0, MAX_SHOWN - 1) + "…`";
    }

    /** The code point itself, or U+FFFD for one that has no shape of its own: a control, a change of direction, a half. */
    static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> 0xFFFD;
            default -> codePoint;
        };
    }
}
