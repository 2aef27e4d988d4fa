package dev.attar.compiler.loops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Rewrites a piece of a kernel: integers by name, floats by name, and memory accesses. A loop that declares a name again hides
 * it inside.
 *
 * @param indices what integer names become
 * @param locals what float names become
 * @param accesses what places in memory become
 */
public record Substitution(Map<String, Index> indices, Map<String, String> locals, UnaryOperator<Access> accesses) {
    /** A place in memory. */
    public record Access(Buffer buffer, List<Index> indices) {}

    public static Substitution index(String name, Index value) {
        return new Substitution(Map.of(name, value), Map.of(), UnaryOperator.identity());
    }

    public static Substitution access(UnaryOperator<Access> change) {
        return new Substitution(Map.of(), Map.of(), change);
    }

    public Index apply(Index index) {
        return indices.isEmpty() ? index : index.map(n -> indices.getOrDefault(n, Index.name(n)));
    }

    public Expr apply(Expr expr) {
        return new Pass(indices).expr(expr);
    }

    public Statement apply(Statement statement) {
        return new Pass(indices).statement(statement);
    }

    /** With the integers that no inner declaration hides. */
    private final class Pass extends Rewriting {
        private final Map<String, Index> visible;

        Pass(Map<String, Index> visible) {
            this.visible = visible;
        }

        @Override
        public Index index(Index index) {
            return visible.isEmpty() ? index : index.map(n -> visible.getOrDefault(n, Index.name(n)));
        }

        @Override
        public String local(String name) {
            return locals.getOrDefault(name, name);
        }

        @Override
        public Access access(Buffer buffer, List<Index> at) {
            return accesses.apply(
                    new Access(buffer, at.stream().map(this::index).toList()));
        }

        @Override
        public Rewriting declaring(String index) {
            if (!visible.containsKey(index)) return this;
            Map<String, Index> fewer = new LinkedHashMap<>(visible);
            fewer.remove(index);
            return new Pass(fewer);
        }
    }
}
