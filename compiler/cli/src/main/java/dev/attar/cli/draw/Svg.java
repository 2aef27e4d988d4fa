package dev.attar.cli.draw;

/** The text of an SVG, element by element. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg box(String style, int x, int y, int width, int height) {
        text.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"7\"/>\n"
                .formatted(style, x, y, width, height));
        return this;
    }

    /** A rectangle without round corners; nothing where it has no width. */
    Svg bar(String style, int x, int y, int width, int height) {
        if (width > 0) {
            text.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
                    .formatted(style, x, y, width, height));
        }
        return this;
    }

    /** A line of text that begins at {@code x}, or with the style {@code end} ends there. */
    Svg text(String style, int x, int y, String words) {
        text.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(style, x, y, escaped(words)));
        return this;
    }

    /** A line through points; with an arrow's head at its end. */
    Svg arrow(int... points) {
        return line("a", " marker-end=\"url(#head)\"", points);
    }

    Svg line(int... points) {
        return line("a", "", points);
    }

    private Svg line(String style, String more, int... points) {
        text.append("<path class=\"").append(style).append("\" d=\"");
        for (int i = 0; i < points.length; i += 2) {
            text.append(i == 0 ? "M" : " L").append(points[i]).append(' ').append(points[i + 1]);
        }
        text.append('"').append(more).append("/>\n");
        return this;
    }

    /** A sum of what arrives. */
    Svg plus(int x, int y) {
        text.append("<circle class=\"n\" cx=\"%d\" cy=\"%d\" r=\"8\"/>\n".formatted(x, y));
        return line(x - 4, y, x + 4, y).line(x, y - 4, x, y + 4);
    }

    /** All of another picture, on top of what there is. */
    Svg append(Svg other) {
        text.append(other.text);
        return this;
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * The whole picture.
     *
     * @param title what it shows, for people who cannot see it
     * @param parameters of the model, and its operations, for programs
     */
    String picture(int width, int height, String title, long parameters, long flop) {
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s" data-parameters="%6$d" data-flop="%7$d">
            <title>%3$s</title>
            %4$s%5$s</svg>
            """.formatted(width, height, escaped(title), STYLE, text, parameters, flop);
    }

    /** The colours of the other pictures; the page's own background, light or dark. */
    private static final String STYLE = """
        <style>
        text { font-family: system-ui, sans-serif; font-size: 12px; fill: #24292f } .h1 { font-size: 20px; font-weight: 600 }
        .t { font-size: 14px; font-weight: 600 } .s { fill: #57606a } .end { text-anchor: end } .middle { text-anchor: middle }
        .page { fill: #ffffff } .f { fill: none; stroke: #8c959f; stroke-dasharray: 5 4 } .n { fill: #ffffff; stroke: #6e7781 }
        .embeddings { fill: #ddf4ff; stroke: #0969da } .attention { fill: #dafbe1; stroke: #1a7f37 } .cross { fill: #fbefff; stroke: #8250df }
        .feedforward { fill: #fff1e5; stroke: #bc4c00 } .head { fill: #ffebe9; stroke: #cf222e }
        .a { fill: none; stroke: #6e7781; stroke-width: 1.5 } .point { fill: #6e7781 } .bar { fill: #d0d7de } .p { fill: #0969da } .w { fill: #bc4c00 }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 } .s { fill: #9198a1 } .page { fill: #0d1117 } .n { fill: #0d1117 } .f { stroke: #656c76 }
        .embeddings { fill: #0c2d6b; stroke: #58a6ff } .attention { fill: #0f3d1f; stroke: #3fb950 } .cross { fill: #3c1e70; stroke: #bc8cff }
        .feedforward { fill: #5a1e02; stroke: #f0883e } .head { fill: #67060c; stroke: #ff7b72 }
        .bar { fill: #30363d } .p { fill: #58a6ff } .w { fill: #f0883e } }
        </style>
        <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="point" d="M0 0 L8 4 L0 8 z"/></marker></defs>
        """;
}
