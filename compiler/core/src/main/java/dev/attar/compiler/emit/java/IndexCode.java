package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Index.Atom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Integers of the loop IR as Java expressions. */
final class IndexCode {
    private IndexCode() {}

    /** An index as an {@code int}. */
    static CodeBlock of(Index index) {
        return sum(List.of(), index, false);
    }

    /** An index as a {@code long}. */
    static CodeBlock far(Index index) {
        return sum(List.of(), index, true);
    }

    /** An index as an {@code int} that can stand beside any operator: in parentheses unless it is a name or a number. */
    static CodeBlock operand(Index index) {
        return isName(index) || index.isConstant() && index.constant() >= 0
                ? of(index)
                : CodeBlock.of("($L)", of(index));
    }

    static boolean isName(Index index) {
        return index.constant() == 0
                && index.terms().size() == 1
                && index.terms().entrySet().stream()
                        .allMatch(t -> t.getValue() == 1
                                && t.getKey().size() == 1
                                && t.getKey().getFirst() instanceof Atom.Name);
    }

    /** {@code base + index}, in {@code long} arithmetic where the place can be far away. */
    static CodeBlock from(String base, Index index, boolean far) {
        return sum(List.of(CodeBlock.of("$L", base)), index, far);
    }

    private static CodeBlock sum(List<CodeBlock> first, Index index, boolean far) {
        List<CodeBlock> plus = new ArrayList<>(first);
        List<CodeBlock> minus = new ArrayList<>();
        for (Map.Entry<List<Atom>, Long> term : index.terms().entrySet()) {
            long factor = term.getValue();
            (factor < 0 ? minus : plus).add(product(Math.abs(factor), term.getKey(), far));
        }
        boolean begun = !plus.isEmpty();
        if (index.constant() > 0 || !begun) plus.add(literal(index.constant(), false));
        CodeBlock all = CodeBlock.join(plus, " + ");
        for (CodeBlock m : minus) all = CodeBlock.of("$L - $L", all, m);
        return index.constant() < 0 && begun ? CodeBlock.of("$L - $L", all, -index.constant()) : all;
    }

    private static CodeBlock product(long factor, List<Atom> atoms, boolean far) {
        List<CodeBlock> factors = new ArrayList<>();
        if (factor != 1) factors.add(literal(factor, far));
        for (Atom atom : atoms) factors.add(atom(atom));
        return CodeBlock.join(factors, " * ");
    }

    private static CodeBlock literal(long value, boolean far) {
        return CodeBlock.of(far ? "$LL" : "$L", value);
    }

    private static CodeBlock atom(Atom atom) {
        return switch (atom) {
            case Atom.Name(String name) -> CodeBlock.of("$N", name);
            case Atom.Element(Index.Array array, Index at) -> CodeBlock.of("$N[$L]", array.symbol(), of(at));
            case Atom.RoundDown(Index value, int multiple) -> CodeBlock.of("($L & -$L)", operand(value), multiple);
            case Atom.Quotient(Index value, int divisor) -> CodeBlock.of("($L / $L)", operand(value), divisor);
            case Atom.Smaller(Index left, Index right) ->
                CodeBlock.of("$T.min($L, $L)", Math.class, of(left), of(right));
        };
    }
}
