package dev.attar.importer.recognise;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.term.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a graph's outputs is the model. Every output must be understood, so that nothing is dropped unseen; the one that
 * covers most of the graph is imported (a head before hidden states before a pooler beside them), the others are reported.
 */
final class OutputChoice {
    private final Map<String, Term> outputs;
    private final ImportOptions options;
    private final EndingMatcher matcher;
    private final List<String> report;

    OutputChoice(Map<String, Term> outputs, ImportOptions options, EndingMatcher matcher, List<String> report) {
        this.outputs = outputs;
        this.options = options;
        this.matcher = matcher;
        this.report = report;
    }

    /** The chosen output; for a span the two that belong together. */
    Map<String, Ending> choose() {
        if (outputs.isEmpty()) {
            throw new ImportException("the graph has no outputs");
        }
        Map<String, Ending> endings = new LinkedHashMap<>();
        Map<String, ImportException> failures = new LinkedHashMap<>();
        outputs.forEach((name, term) -> match(name, term, endings, failures));
        String best = options.output().orElseGet(() -> best(endings, failures));
        if (!endings.containsKey(best)) {
            throw new ImportException(
                    "there is no output '" + best + "'; the graph has " + String.join(", ", outputs.keySet()));
        }
        Map<String, Ending> chosen = new LinkedHashMap<>(Map.of(best, endings.get(best)));
        if (endings.get(best) instanceof Ending.SpanEdge edge) {
            chosen = edges(endings, edge);
        }
        for (String name : outputs.keySet()) {
            if (!chosen.containsKey(name)) {
                report.add("Output '" + name + "' is not imported: " + describe(name, best, endings) + ".");
            }
        }
        return chosen;
    }

    private String describe(String name, String best, Map<String, Ending> endings) {
        if (endings.containsKey(name)) {
            return endings.get(name).describe();
        }
        return Subterms.has(outputs.get(best), outputs.get(name)) ? "a value inside the model" : "not understood";
    }

    private void match(String name, Term term, Map<String, Ending> endings, Map<String, ImportException> failures) {
        try {
            endings.put(name, matcher.match(term));
        } catch (ImportException e) {
            if (options.output().map(name::equals).orElse(false)) {
                throw refusal(name, e);
            }
            failures.put(name, e);
        }
    }

    private ImportException refusal(String name, ImportException cause) {
        String hint = outputs.size() > 1 && options.output().isEmpty()
                ? " To import another output alone, name it: " + String.join(", ", outputs.keySet()) + "."
                : "";
        return new ImportException("output '" + name + "': " + cause.getMessage() + hint, cause);
    }

    /** The best of those that are understood; what is not understood must be a value on the way to it. */
    private String best(Map<String, Ending> endings, Map<String, ImportException> failures) {
        String best = best(endings);
        failures.forEach((name, cause) -> {
            if (best == null || !Subterms.has(outputs.get(best), outputs.get(name))) {
                throw refusal(name, cause);
            }
        });
        return best;
    }

    private static String best(Map<String, Ending> endings) {
        String best = null;
        for (Map.Entry<String, Ending> entry : endings.entrySet()) {
            Ending before = endings.get(best);
            if (before == null || entry.getValue().rank() > before.rank()) {
                best = entry.getKey();
            } else if (deeper(entry.getValue(), before)) {
                best = entry.getKey();
            } else if (entry.getValue().rank() == before.rank()
                    && !deeper(before, entry.getValue())
                    && !together(before, entry.getValue())) {
                throw new ImportException("outputs '" + best + "' (" + before.describe() + ") and '" + entry.getKey()
                        + "' (" + entry.getValue().describe() + ") could both be the model; name the one to import");
            }
        }
        return best;
    }

    /** Whether hidden states are made from others: of all layers' states, the last ones are the model's. */
    private static boolean deeper(Ending a, Ending b) {
        return a instanceof Ending.Hidden(Term whole)
                && b instanceof Ending.Hidden(Term part)
                && whole != part
                && Subterms.has(whole, part);
    }

    /** Whether two outputs of one rank are no choice: the edges of a span, or the same thing twice. */
    private static boolean together(Ending a, Ending b) {
        return a.equals(b)
                || a instanceof Ending.SpanEdge x
                        && b instanceof Ending.SpanEdge y
                        && x.classes().equals(y.classes())
                        && x.column() != y.column();
    }

    private static Map<String, Ending> edges(Map<String, Ending> endings, Ending.SpanEdge edge) {
        Map<String, Ending> chosen = new LinkedHashMap<>();
        for (long column = 0; column < 2; column++) {
            Ending wanted = new Ending.SpanEdge(edge.hidden(), edge.classes(), column);
            String missing = column == 0 ? "start" : "end";
            String name = endings.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(wanted))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new ImportException(
                            "an output for the " + missing + " of an answer is missing beside the other one"));
            chosen.put(name, wanted);
        }
        return chosen;
    }
}
