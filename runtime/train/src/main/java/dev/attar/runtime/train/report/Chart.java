package dev.attar.runtime.train.report;

import java.util.List;
import java.util.Locale;

/** Curves over steps as SVG, with axes, a legend, and a tool tip at each point. */
record Chart(String title, List<Curve> curves) {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 240;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 34;
    private static final int BOTTOM = 30;
    private static final int TICKS = 5;

    String svg() {
        Span x = Span.of(curves.stream().flatMap(c -> c.steps().stream()).toList());
        Span y = Span.of(curves.stream().flatMap(c -> c.values().stream()).toList());
        StringBuilder svg = new StringBuilder();
        svg.append("<svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" aria-label=\"")
                .append(Html.escaped(title))
                .append("\">\n");
        svg.append("<text class=\"title\" x=\"" + LEFT + "\" y=\"15\">")
                .append(Html.escaped(title))
                .append("</text>\n");
        for (double tick : y.ticks()) {
            double at = bottom(y, tick);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT,
                    WIDTH - RIGHT,
                    at,
                    at,
                    LEFT - 6,
                    at + 4,
                    Html.number(tick)));
        }
        for (double tick : x.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    left(x, tick),
                    HEIGHT - 10,
                    Html.number(tick)));
        }
        for (int c = 0; c < curves.size(); c++) {
            curve(svg, c, x, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private void curve(StringBuilder svg, int number, Span x, Span y) {
        Curve curve = curves.get(number).thinned();
        svg.append("<polyline class=\"curve c" + number + fine(number) + "\" points=\"");
        for (int i = 0; i < curve.steps().size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "%s%.1f,%.1f",
                    i == 0 ? "" : " ",
                    left(x, curve.steps().get(i)),
                    bottom(y, curve.values().get(i))));
        }
        svg.append("\"/>\n");
        for (int i = 0; i < curve.steps().size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"c%d%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"><title>%s %s at step"
                            + " %s</title></circle>%n",
                    number,
                    fine(number),
                    left(x, curve.steps().get(i)),
                    bottom(y, curve.values().get(i)),
                    curve.steps().size() > 60 ? "1" : "2.5",
                    Html.escaped(curve.name()),
                    Html.number(curve.values().get(i)),
                    Html.number(curve.steps().get(i))));
        }
        if (curves.size() > 1) {
            int at = LEFT + 90 * number;
            svg.append("<line class=\"curve c" + number + "\" x1=\"" + at + "\" x2=\"" + (at + 16)
                            + "\" y1=\"25\" y2=\"25\"/><text class=\"tick\" x=\"" + (at + 20) + "\" y=\"29\">")
                    .append(Html.escaped(curve.name()))
                    .append("</text>\n");
        }
    }

    /** Behind others, a curve of many points is drawn lightly. */
    private String fine(int number) {
        return curves.size() > 1 && curves.get(number).steps().size() > 60 ? " fine" : "";
    }

    private static double left(Span x, double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double bottom(Span y, double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** What an axis shows. */
    private record Span(double from, double to) {
        static Span of(List<Double> values) {
            double least =
                    values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
            double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
            return least == most ? new Span(least - 0.5, most + 0.5) : new Span(least, most);
        }

        double share(double value) {
            return (value - from) / (to - from);
        }

        /** Round numbers within, about as many as fit. */
        List<Double> ticks() {
            double rough = (to - from) / TICKS;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
            List<Double> ticks = new java.util.ArrayList<>();
            for (double n = Math.ceil(from / step); n * step <= to + 1e-9 * step; n++) {
                ticks.add(n * step);
            }
            return ticks;
        }
    }
}
