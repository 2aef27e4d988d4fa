package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.NearName;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.syntax.Block;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Expression;
import dev.attar.compiler.syntax.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names an expression may use: {@code let} constants and the model's {@code vocabulary}, {@code context} and
 * {@code width}, wherever in the model they are written. Those that others need are evaluated first, by rounds and not by
 * recursion, so a chain of constants may be as long as it likes; what no round reaches is cyclic.
 */
final class Constants {
    private static final List<String> OWN = List.of("vocabulary", "context", "width");

    private final Report report;
    private boolean damaged;
    private int lets;
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private final Map<String, Optional<Arithmetic.Number>> values = new HashMap<>();
    private final Arithmetic arithmetic;

    private record Definition(Word name, Expression expression) {}

    Constants(Block model, Report report) {
        this.report = report;
        this.damaged = model.damaged();
        this.arithmetic = new Arithmetic(this::value, report);
        model.entries().forEach(this::define);
        Map<String, Set<String>> open = new LinkedHashMap<>();
        definitions.forEach((name, definition) -> open.put(name, needs(definition.expression())));
        while (!open.isEmpty()) {
            List<String> ready = open.keySet().stream()
                    .filter(name -> open.get(name).stream().noneMatch(open::containsKey))
                    .toList();
            if (ready.isEmpty()) {
                List<String> circle = circle(open);
                reportCircle(circle);
                circle.forEach(name -> values.put(name, Optional.empty()));
                circle.forEach(open::remove);
            }
            for (String name : ready) {
                values.put(name, arithmetic.evaluate(definitions.get(name).expression()));
                open.remove(name);
            }
        }
    }

    /** What {@code expression} is worth; nothing, when a diagnostic says why. */
    Optional<Arithmetic.Number> evaluate(Expression expression) {
        Optional<String> defined = definitions.values().stream()
                .filter(definition -> definition.expression() == expression)
                .map(definition -> definition.name().text())
                .findFirst();
        return defined.isPresent() ? values.get(defined.get()) : arithmetic.evaluate(expression);
    }

    private void define(Entry entry) {
        String keyword = entry.keyword().text();
        if (keyword.equals("let")) {
            define(entry.word(0), entry);
        } else if (OWN.contains(keyword)) {
            definitions.putIfAbsent(
                    keyword, new Definition(entry.keyword(), entry.expression().orElseThrow()));
        }
    }

    private void define(Word name, Entry entry) {
        if (++lets > Limits.MAX_CONSTANTS) {
            refuseTooMany(name);
            return;
        }
        Definition first = definitions.putIfAbsent(
                name.text(), new Definition(name, entry.expression().orElseThrow()));
        if (first != null) {
            report.add(
                    Diagnostic.of(Code.DEFINED_TWICE, name.at(), Quoted.of(name.text()) + " is defined a second time")
                            .and(first.name().at(), "first here")
                            .hint("a constant has one value; give the second another name"));
        }
    }

    /** Once; what uses the constants that are left out is not to blame. */
    private void refuseTooMany(Word name) {
        if (lets == Limits.MAX_CONSTANTS + 1) {
            damaged = true;
            report.add(Diagnostic.of(
                    Code.TOO_MANY_CONSTANTS,
                    name.at(),
                    "a model has at most " + Limits.MAX_CONSTANTS + " constants, this is one more"));
        }
    }

    private Optional<Arithmetic.Number> value(Word name) {
        if (values.containsKey(name.text())) {
            return values.get(name.text());
        }
        if (!damaged && !OWN.contains(name.text())) {
            Set<String> known = new LinkedHashSet<>(definitions.keySet());
            known.addAll(OWN);
            report.add(Diagnostic.of(Code.UNKNOWN_NAME, name.at(), "nothing here is called " + Quoted.of(name.text()))
                    .hint(NearName.of(name.text(), known)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("define it in the model: `let " + name.text() + " = …`")));
        }
        return Optional.empty();
    }

    private static Set<String> needs(Expression expression) {
        return switch (expression) {
            case Expression.Reference(Word name) -> Set.of(name.text());
            case Expression.Negated negated -> needs(negated.operand());
            case Expression.Chain chain -> {
                Set<String> all = new LinkedHashSet<>(needs(chain.first()));
                chain.steps().forEach(step -> all.addAll(needs(step.operand())));
                yield all;
            }
            case Expression.Whole _, Expression.Decimal _, Expression.Unreadable _ -> Set.of();
        };
    }

    /** Follows from one name that is still open to another it needs, until one comes again. */
    private static List<String> circle(Map<String, Set<String>> open) {
        List<String> path = new ArrayList<>();
        String name = open.keySet().iterator().next();
        while (!path.contains(name)) {
            path.add(name);
            name = open.get(name).stream().filter(open::containsKey).findFirst().orElseThrow();
        }
        return path.subList(path.indexOf(name), path.size());
    }

    private void reportCircle(List<String> circle) {
        Word first = definitions.get(circle.getFirst()).name();
        Diagnostic diagnostic = Diagnostic.of(
                        Code.CIRCULAR, first.at(), Quoted.of(first.text()) + " is defined by way of itself")
                .hint("give one of them a number");
        for (int i = 0; i < circle.size(); i++) {
            String next = circle.get((i + 1) % circle.size());
            diagnostic = diagnostic.and(definitions.get(circle.get(i)).name().at(), "needs " + Quoted.of(next));
        }
        report.add(diagnostic);
    }
}
