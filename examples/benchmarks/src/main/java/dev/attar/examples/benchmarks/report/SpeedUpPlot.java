package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Bars of Attar's speed-up for each case on two threads, as SVG without a script; legible on light and on dark pages. They begin at 1,
 * where the other engine would be as fast, on one logarithmic scale: twice as fast is as long everywhere.
 */
public final class SpeedUpPlot {
    private static final int THREADS = 2;
    private static final int LEFT = 210;
    private static final int RIGHT = 740;
    private static final int TOP = 54;
    private static final int BAR = 13;

    private static final int ROW = 2 * BAR + 12;

    private final List<Row> rows = new ArrayList<>();
    private final String caption;

    /** A case with its bars; an empty one is left out. */
    private record Row(String title, OptionalDouble onnxRuntime, OptionalDouble pyTorch) {}

    /** @param caption when it was measured, and on which machine */
    public SpeedUpPlot(Measurements all, String caption) {
        this.caption = caption;
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
        int height = TOP + rows.size() * ROW + 58;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 %d" role="img" aria-label="Speed-up of Attar over ONNX Runtime and PyTorch">
            <style>
            text { font: 13px system-ui, sans-serif; fill: #24292f } .small { font-size: 11px } .end { text-anchor: end }
            .middle { text-anchor: middle } .o { fill: #2f6fbb } .p { fill: #d9822b } .grid { stroke: #8886 } .one { stroke: #24292f; stroke-width: 1.5 }
            @media (prefers-color-scheme: dark) { text { fill: #d0d7de } .one { stroke: #d0d7de } .o { fill: #5b9be6 } .p { fill: #f0a35e } }
            </style>
            <text x="14" y="22">Speed-up of Attar, %d threads, fp32: the other engine's time over Attar's, logarithmic scale</text>
            <rect class="o" x="14" y="33" width="11" height="11"/><text class="small" x="30" y="43">over ONNX Runtime</text>
            <rect class="p" x="150" y="33" width="11" height="11"/><text class="small" x="166" y="43">over PyTorch</text>
            <text class="small" x="14" y="%d">%s</text>
            """, height, THREADS, height - 10, caption));
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
        int bottom = height - 52;
        for (int power = least(); power <= most(); power++) {
            String line = "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%2$d\" y2=\"%d\"/>%n";
            int x = x(Math.pow(2, power));
            svg.append(String.format(line, power == 0 ? "one" : "grid", x, TOP, bottom));
            String value = power < 0 ? "1/" + (1 << -power) : "" + (1 << power);
            svg.append(String.format(
                    "<text class=\"small middle\" x=\"%d\" y=\"%d\">%s ×</text>%n", x, bottom + 16, value));
        }
    }

    private void bar(StringBuilder svg, String type, int y, OptionalDouble value) {
        if (value.isEmpty()) {
            return;
        }
        int one = x(1);
        int to = x(value.getAsDouble());
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                        + "<text class=\"small\" x=\"%d\" y=\"%d\">%.2f</text>%n",
                type,
                Math.min(one, to),
                y,
                Math.max(1, Math.abs(to - one)),
                BAR - 1,
                Math.max(one, to) + 4,
                y + BAR - 3,
                value.getAsDouble()));
    }

    private int x(double value) {
        double share = (Math.log(value) / Math.log(2) - least()) / (most() - least());
        return (int) Math.round(LEFT + share * (RIGHT - 40 - LEFT));
    }

    /** The power of two at the left end; 0 unless something is slower. */
    private int least() {
        return (int) Math.floor(Math.min(0, powers().min().orElse(0)));
    }

    /** The power of two at the right end. */
    private int most() {
        return (int) Math.ceil(Math.max(1, powers().max().orElse(1)));
    }

    private DoubleStream powers() {
        return rows.stream()
                .flatMapToDouble(row -> DoubleStream.concat(row.onnxRuntime().stream(), row.pyTorch().stream()))
                .map(value -> Math.log(value) / Math.log(2));
    }
}
