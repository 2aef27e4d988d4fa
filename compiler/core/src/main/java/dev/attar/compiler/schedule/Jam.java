package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Unrolls a parallel loop and jams the copies together: what depends on the loop's index stands there once for each iteration,
 * with the coordinate at the end of its name; what does not stands there once; inner loops are entered once for all. Legal
 * because the iterations of a parallel loop do not see each other.
 */
final class Jam {
    private final String index;
    private final List<Index> values;
    private final Set<String> copied = new LinkedHashSet<>(); // floats
    private final Set<String> integers = new LinkedHashSet<>(); // that are copied, too

    private Jam(String index, List<Index> values) {
        this.index = index;
        this.values = values;
    }

    /** The body for {@code index = index + 0, index + stride, …}, {@code count} of them. */
    static Statement apply(Statement body, String index, int count, int stride) {
        List<Index> values = new ArrayList<>();
        for (int i = 0; i < count; i++) values.add(Index.name(index).plus((long) i * stride));
        return count == 1 ? body : new Jam(index, values).whole(body);
    }

    /** The body for {@code index = 0, stride, …}, {@code count} of them; the index itself is gone afterwards. */
    static Statement constants(Statement body, String index, int count, int stride) {
        List<Index> values = new ArrayList<>();
        for (int i = 0; i < count; i++) values.add(Index.of((long) i * stride));
        return count == 1 ? Substitution.index(index, Index.ZERO).apply(body) : new Jam(index, values).whole(body);
    }

    private Statement whole(Statement body) {
        int before;
        do {
            before = copied.size() + integers.size();
            findCopied(body);
        } while (copied.size() + integers.size() > before);
        return statement(body);
    }

    /** A float is copied when anything it is ever set to depends on the index, an integer when its value does. */
    private void findCopied(Statement s) {
        switch (s) {
            case Statement.Let(String name, Expr value) -> findCopied(name, value);
            case Statement.Var(String name, Expr value) -> findCopied(name, value);
            case Statement.Set(String name, Expr value) -> findCopied(name, value);
            case Statement.Reduce r -> findCopied(r.name(), r.element());
            case Statement.LetIndex(String name, Index value) -> {
                if (dependent(value)) integers.add(name);
            }
            default -> s.children().forEach(this::findCopied);
        }
    }

    private void findCopied(String name, Expr value) {
        Reads reads = Reads.of(value);
        if (depends(reads)) copied.add(name);
    }

    private Statement statement(Statement statement) {
        List<Statement> out = new ArrayList<>();
        List<Statement> run = new ArrayList<>();
        for (Statement s : statement instanceof Statement.Block(List<Statement> all) ? all : List.of(statement)) {
            if (!depends(s)) {
                copies(run, out);
                out.add(s);
            } else if (entered(s) instanceof Statement once) {
                copies(run, out);
                out.add(once);
            } else {
                run.add(s);
            }
        }
        copies(run, out);
        return Statement.block(out);
    }

    /** A loop whose range does not depend on the index is entered once for all; null for anything else. */
    private Statement entered(Statement s) {
        return switch (s) {
            case Statement.For loop
            when !dependent(loop.from()) && !dependent(loop.to()) -> loop.mapChildren(this::statement);
            case Statement.RemainderLoop loop
            when !dependent(loop.from()) && !dependent(loop.to()) -> loop.mapChildren(this::statement);
            default -> null;
        };
    }

    private boolean dependent(Index i) {
        return i.dependsOn(Set.of(index)) || i.dependsOn(integers);
    }

    private boolean depends(Reads reads) {
        return reads.freeIndices().contains(index)
                || reads.freeIndices().stream().anyMatch(integers::contains)
                || reads.locals().stream().anyMatch(copied::contains);
    }

    private boolean depends(Statement s) {
        return s instanceof Statement.LetIndex(String _, Index value) ? dependent(value) : depends(Reads.of(s));
    }

    private void copies(List<Statement> run, List<Statement> out) {
        for (int i = 0; i < values.size() && !run.isEmpty(); i++) {
            Map<String, String> names = new HashMap<>();
            for (String name : copied) names.put(name, coordinate(name, i));
            Map<String, Index> numbers = new HashMap<>(Map.of(index, values.get(i)));
            for (String name : integers) numbers.put(name, Index.name(coordinate(name, i)));
            Substitution copy = new Substitution(numbers, names, UnaryOperator.identity());
            for (Statement s : run)
                out.add(
                        s instanceof Statement.LetIndex(String name, Index value)
                                ? new Statement.LetIndex(coordinate(name, i), copy.apply(value))
                                : copy.apply(s));
        }
        run.clear();
    }

    /** {@code c} becomes {@code c2}, {@code c1} becomes {@code c21}: the outer coordinate comes first. */
    private String coordinate(String name, int i) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) end--;
        boolean ambiguous = end < name.length() && values.size() > 10;
        return name.substring(0, end) + i + (ambiguous ? "_" : "") + name.substring(end);
    }
}
