package dev.attar.runtime.train.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.train.metric.Confusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * {@code report.html}: curves, a table of the epochs, the confusion matrix and the settings in one file that needs no other.
 *
 * @param name of the model
 * @param summary what came out, by name
 * @param settings by name
 * @param history the lines of {@code history.jsonl}
 * @param label what a class is called
 */
public record HtmlReport(
        String name,
        Map<String, String> summary,
        Map<String, String> settings,
        List<JsonNode> history,
        Optional<Confusion> confusion,
        IntFunction<String> label) {
    private static final int MOST_ROWS = 200;

    /** Numbers by their names, in a sentence. */
    public static String sentence(Map<String, Double> values) {
        List<String> words = new ArrayList<>();
        values.forEach((metric, value) -> words.add(metric + " " + Html.number(value)));
        return String.join(", ", words);
    }

    /** The whole page. */
    public String page() {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.escaped(name))
                .append(": training</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Html.escaped(name))
                .append("</h1>\n");
        table(page, summary);
        page.append("<div class=\"charts\">\n");
        charts().forEach(chart -> page.append("<figure>").append(chart.svg()).append("</figure>\n"));
        page.append("</div>\n");
        epochs(page);
        confusion.ifPresent(matrix -> confusion(page, matrix));
        page.append("<h2>Settings</h2>\n");
        table(page, settings);
        return page.append("</body>\n</html>\n").toString();
    }

    private static void table(StringBuilder page, Map<String, String> rows) {
        page.append("<table>\n");
        rows.forEach((what, value) -> page.append("<tr><th scope=\"row\">")
                .append(Html.escaped(what))
                .append("</th><td>")
                .append(Html.escaped(value))
                .append("</td></tr>\n"));
        page.append("</table>\n");
    }

    // ---- curves ----

    private List<Chart> charts() {
        Map<String, List<Curve>> charts = new LinkedHashMap<>();
        Curve loss = new Curve("step");
        Curve norm = new Curve("gradient norm");
        Curve rate = new Curve("rate");
        charts.put("loss", new ArrayList<>(List.of(loss)));
        Map<String, Curve> train = new LinkedHashMap<>();
        Map<String, Curve> validation = new LinkedHashMap<>();
        for (JsonNode line : history) {
            double step = line.path("step").asDouble();
            if (line.has("gradient_norm")) {
                loss.add(step, number(line.get("loss")));
                norm.add(step, number(line.get("gradient_norm")));
                rate.add(step, number(line.get("rate")));
            } else if (line.has("train")) {
                add(train, "training", line.get("train"), step);
            } else if (line.has("validation")) {
                add(validation, "validation", line.get("validation"), step);
            }
        }
        for (Map<String, Curve> curves : List.of(train, validation)) {
            curves.forEach((metric, curve) ->
                    charts.computeIfAbsent(metric, _ -> new ArrayList<>()).add(curve));
        }
        charts.put("gradient norm, before clipping", List.of(norm));
        charts.put("learning rate", List.of(rate));
        List<Chart> shown = new ArrayList<>();
        charts.forEach((title, curves) -> {
            List<Curve> some = curves.stream().filter(curve -> !curve.isEmpty()).toList();
            if (!some.isEmpty()) {
                shown.add(new Chart(title, some));
            }
        });
        return shown;
    }

    private static void add(Map<String, Curve> curves, String name, JsonNode values, double step) {
        values.properties()
                .forEach(e ->
                        curves.computeIfAbsent(e.getKey(), _ -> new Curve(name)).add(step, number(e.getValue())));
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    // ---- tables ----

    private void epochs(StringBuilder page) {
        List<JsonNode> lines =
                history.stream().filter(line -> line.has("train")).toList();
        if (lines.isEmpty()) {
            return;
        }
        List<String> train = names(lines, "train");
        List<String> validation = names(lines, "validation");
        page.append("<h2>Epochs</h2>\n<div class=\"wide\"><table class=\"numbers\">\n<tr><th>epoch</th><th>steps</th>");
        train.forEach(metric -> page.append("<th>").append(Html.escaped(metric)).append("</th>"));
        validation.forEach(
                metric -> page.append("<th>val_").append(Html.escaped(metric)).append("</th>"));
        page.append("</tr>\n");
        for (JsonNode line : lines.subList(Math.max(0, lines.size() - MOST_ROWS), lines.size())) {
            page.append("<tr><td>").append(line.path("epoch").asInt()).append("</td><td>");
            page.append(line.path("step").asLong()).append("</td>");
            train.forEach(metric -> cell(page, line.path("train").path(metric)));
            validation.forEach(metric -> cell(page, line.path("validation").path(metric)));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private static List<String> names(List<JsonNode> lines, String part) {
        List<String> names = new ArrayList<>();
        lines.getLast().path(part).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void cell(StringBuilder page, JsonNode value) {
        page.append("<td>").append(Html.number(number(value))).append("</td>");
    }

    private void confusion(StringBuilder page, Confusion matrix) {
        page.append("<h2>Confusion matrix of the validation data</h2>\n")
                .append("<p>Rows are the true classes, columns what the model said.</p>\n")
                .append("<div class=\"wide\"><table class=\"matrix\">\n<tr><td></td>");
        for (int c = 0; c < matrix.classes(); c++) {
            page.append("<th scope=\"col\"><span>")
                    .append(Html.escaped(label.apply(c)))
                    .append("</span></th>");
        }
        page.append("</tr>\n");
        for (int actual = 0; actual < matrix.classes(); actual++) {
            page.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(label.apply(actual)))
                    .append("</th>");
            long all = 0;
            for (int c = 0; c < matrix.classes(); c++) {
                all += matrix.count(actual, c);
            }
            for (int said = 0; said < matrix.classes(); said++) {
                long count = matrix.count(actual, said);
                long percent = all == 0 ? 0 : Math.round(100.0 * count / all);
                page.append("<td style=\"--share:")
                        .append(percent)
                        .append("%\" title=\"")
                        .append(Html.escaped(label.apply(actual) + " taken for " + label.apply(said)))
                        .append(": ")
                        .append(percent)
                        .append(" %\">")
                        .append(count == 0 ? "" : Long.toString(count))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private static final String STYLE = """

        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #6b7280; --line: #d9dee5; --ground: #fff; --fill: #2f6fde;
            --c0: #2f6fde; --c1: #d9730d; --c2: #1a8a5a; }
        @media (prefers-color-scheme: dark) {
            :root { --ink: #e8eaed; --soft: #9aa3af; --line: #3a414b; --ground: #15181c; --fill: #4d86ea;
                --c0: #6ea0f7; --c1: #f0a052; --c2: #4cc38a; }
        }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 2rem auto;
            max-width: 62rem; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
        table { border-collapse: collapse; } th, td { padding: .2rem .7rem; text-align: left; font-weight: normal;
            border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
        th { color: var(--soft); } .numbers td, .numbers th { text-align: right; white-space: nowrap; }
        .wide { overflow-x: auto; }
        .charts { margin-top: 1.5rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; }
        figure { margin: 0; border: 1px solid var(--line); border-radius: 6px; padding: .5rem; }
        svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 11px system-ui, sans-serif; }
        svg .title { font-size: 13px; } svg .tick { fill: var(--soft); } .grid { stroke: var(--line); stroke-width: 1; }
        .curve { fill: none; stroke-width: 1.6; } circle { stroke: none; } .fine { opacity: .4; }
        .c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); }
        circle.c0 { fill: var(--c0); } circle.c1 { fill: var(--c1); } circle.c2 { fill: var(--c2); }
        .matrix td { text-align: center; min-width: 2.2rem; border: 1px solid var(--line);
            background: color-mix(in srgb, var(--fill) var(--share), transparent); }
        .matrix th { white-space: nowrap; }
        .matrix th[scope=col] { vertical-align: bottom; }
        .matrix th span { writing-mode: vertical-rl; transform: rotate(180deg); }
        """;
}
