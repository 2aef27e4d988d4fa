package dev.attar.cli.draw;

import java.util.List;
import java.util.Locale;

/**
 * One box: a title, lines of settings, and what the part costs.
 *
 * @param style the class of its colours
 * @param parameterShare of all parameters of the model, 0 to 1
 * @param flopShare of all floating-point operations
 */
record Block(
        String style,
        String title,
        List<String> lines,
        long parameters,
        double parameterShare,
        long flops,
        double flopShare) {
    private static final int LINE = 17;
    private static final int MARGIN = 12;
    private static final int BARS = 14;
    private static final int BAR = 4;
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    int height() {
        return 26 + Math.max(lines.size(), 1) * LINE + BARS;
    }

    void draw(Svg svg, int x, int y, int width) {
        svg.box(style, x, y, width, height());
        svg.text("t", x + MARGIN, y + 20, title);
        svg.text("end", x + width - MARGIN, y + 20, scaled(parameters, "parameters"));
        svg.text("s end", x + width - MARGIN, y + 20 + LINE, scaled(flops, "FLOP"));
        for (int i = 0; i < lines.size(); i++) {
            svg.text("s", x + MARGIN, y + 20 + (i + 1) * LINE, lines.get(i));
        }
        bar(svg, "p", parameterShare, x, y + height() - BARS, width);
        bar(svg, "w", flopShare, x, y + height() - BARS + BAR + 2, width);
    }

    private static void bar(Svg svg, String style, double share, int x, int y, int width) {
        int whole = width - 2 * MARGIN;
        svg.bar("bar", x + MARGIN, y, whole, BAR);
        svg.bar(style, x + MARGIN, y, (int) Math.round(share * whole), BAR);
    }

    /** 22713216, "FLOP" -> "22.7 MFLOP"; 1234, "parameters" -> "1.2 k parameters". */
    static String scaled(long amount, String unit) {
        double number = amount;
        int prefix = 0;
        while (number >= 999.95 && prefix < PREFIXES.length - 1) {
            number /= 1000;
            prefix++;
        }
        String digits = prefix == 0 ? Long.toString(amount) : String.format(Locale.ROOT, "%.1f", number);
        String gap = unit.equals("FLOP") || prefix == 0 ? "" : " ";
        return digits + " " + PREFIXES[prefix] + gap + unit;
    }
}
