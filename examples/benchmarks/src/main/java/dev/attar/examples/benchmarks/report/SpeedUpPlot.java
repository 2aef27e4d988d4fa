package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Bars of Attar's speed-up for each case on two threads, as SVG without a script; legible on light and on dark pages. A line at 1
 * is where the other engine would be as fast.
 */
public final class SpeedUpPlot {
    private static final int THREADS = 2;
    private static final int LEFT = 210;
    private static final int RIGHT = 740;
    private static final int TOP = 54;
    private static final int BAR = 13;

    /** Bars beyond it end there, else one of them would make all others short. */
    private static final int END = 4;

    private static final int ROW = 2 * BAR + 12;

    private final List<Row> rows = new ArrayList<>();

    /** A case with its bars; an empty one is left out. */
    private record Row(String title, OptionalDouble onnxRuntime, OptionalDouble pyTorch) {}

    public SpeedUpPlot(Measurements all) {
        List<Case> cases = new ArrayList<>(Cases.MINILM);
        cases.add(Cases.BERT);
        for (Case of : cases) {
            String model = of.equals(Cases.BERT) ? "BERT base, " : "MiniLM, ";
            add(all, of, model + of.arguments().get(1).replace("x", " × ") + " tokens", "");
        }
        add(all, Cases.MIXED, "64 sentences, sorted by 8", ".sorted");
        add(all, Cases.MIXED, "64 sentences, padded", ".padded");
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public String svg() {
        int height = TOP + rows.size() * ROW + 34;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 %d" role="img" aria-label="Speed-up of Attar over ONNX Runtime and PyTorch">
            <style>
            text { font: 13px system-ui, sans-serif; fill: #24292f } .small { font-size: 11px } .end { text-anchor: end }
            .middle { text-anchor: middle } .o { fill: #2f6fbb } .p { fill: #d9822b } .grid { stroke: #8886 } .one { stroke: #24292f; stroke-width: 1.5 }
            @media (prefers-color-scheme: dark) { text { fill: #d0d7de } .one { stroke: #d0d7de } .o { fill: #5b9be6 } .p { fill: #f0a35e } }
            </style>
            <text x="14" y="22">Speed-up of Attar, %d threads, fp32: the other engine's time over Attar's</text>
            <rect class="o" x="14" y="33" width="11" height="11"/><text class="small" x="30" y="43">over ONNX Runtime</text>
            <rect class="p" x="150" y="33" width="11" height="11"/><text class="small" x="166" y="43">over PyTorch</text>
            """, height, THREADS));
        scale(svg, height);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int y = TOP + i * ROW + 6;
            svg.append(String.format(
                    "<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>%n", LEFT - 8, y + BAR + 4, row.title()));
            bar(svg, "o", y, row.onnxRuntime());
            bar(svg, "p", y + BAR, row.pyTorch());
        }
        return svg.append("</svg>\n").toString();
    }

    private void add(Measurements all, Case of, String title, String how) {
        Row row = new Row(
                title,
                all.ratio(of, THREADS, "time.onnxruntime" + how, "time.attar"),
                all.ratio(of, THREADS, "time.pytorch" + how, "time.attar"));
        if (row.onnxRuntime().isPresent() || row.pyTorch().isPresent()) {
            rows.add(row);
        }
    }

    private void scale(StringBuilder svg, int height) {
        int bottom = height - 28;
        for (int i = 0; i <= end(); i++) {
            String line = "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%2$d\" y2=\"%d\"/>%n";
            svg.append(String.format(line, i == 1 ? "one" : "grid", x(i), TOP, bottom));
            svg.append(String.format(
                    "<text class=\"small middle\" x=\"%d\" y=\"%d\">%d ×</text>%n", x(i), bottom + 16, i));
        }
    }

    private void bar(StringBuilder svg, String type, int y, OptionalDouble value) {
        if (value.isEmpty()) {
            return;
        }
        boolean beyond = value.getAsDouble() > END;
        int to = x(Math.min(END, value.getAsDouble()));
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                        + "<text class=\"small\" x=\"%d\" y=\"%d\">%s%.2f</text>%n",
                type,
                LEFT,
                y,
                to - LEFT,
                BAR - 1,
                to + 4,
                y + BAR - 3,
                beyond ? "→ " : "",
                value.getAsDouble()));
    }

    private int x(double value) {
        return (int) Math.round(LEFT + value / end() * (RIGHT - 40 - LEFT));
    }

    /** The next whole number above all bars, up to the end. */
    private int end() {
        int above = rows.stream()
                .mapToInt(row -> (int) Math.ceil(
                        Math.max(row.onnxRuntime().orElse(1), row.pyTorch().orElse(1))))
                .max()
                .orElse(1);
        return Math.min(END, above);
    }
}
