package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nests that do nothing but copy into working memory, undone: who reads the copy reads what was copied. A group brings what it
 * needs into local memory anyway, in the order that it wants.
 */
final class Copies {
    private final Map<String, Copy> copies = new HashMap<>();

    /** {@code to[first, second] = from} for {@code first} below {@code firstEnd}, {@code second} below {@code secondEnd}. */
    private record Copy(String first, Index firstEnd, String second, Index secondEnd, Expr.Load from) {}

    private Copies() {}

    static Copies of(List<Phase> phases) {
        Copies copies = new Copies();
        for (Phase phase : phases) copies.add(phase.body());
        return copies;
    }

    private void add(Statement body) {
        if (body instanceof For outer
                && outer.body() instanceof For inner
                && inner.body() instanceof Store(var to, List<Index> at, Expr.Load from)
                && to.space() == Space.SCRATCH) {
            Map<Index, For> loops = Map.of(Index.name(outer.index()), outer, Index.name(inner.index()), inner);
            For first = loops.get(at.getFirst());
            For second = loops.get(at.getLast());
            if (at.size() == 2 && first != null && second != null && first != second)
                copies.put(to.name(), new Copy(first.index(), first.to(), second.index(), second.to(), from));
        }
    }

    /** Whether the phase is such a copy. */
    boolean has(Phase phase) {
        return phase.body() instanceof For outer
                && outer.body() instanceof For inner
                && inner.body() instanceof Store store
                && isCopied(store.buffer().name());
    }

    boolean isCopied(String buffer) {
        return copies.containsKey(buffer);
    }

    /** The statement with every access to a copy replaced by the access to what was copied. */
    Statement undo(Statement statement) {
        return Substitution.access(access -> {
                    Copy copy = copies.get(access.buffer().name());
                    if (copy == null) return access;
                    Map<String, Index> names = Map.of(
                            copy.first(),
                            access.indices().getFirst(),
                            copy.second(),
                            access.indices().getLast());
                    return new Access(
                            copy.from().buffer(),
                            copy.from().indices().stream()
                                    .map(i -> i.map(n -> names.getOrDefault(n, Index.name(n))))
                                    .toList());
                })
                .apply(statement);
    }

    /**
     * How far the indices of a piece may go in what was copied, by name: where it reads copies with padding, which has no
     * counterpart in the original, it goes less far than its loops.
     */
    Map<String, Index> reach(Statement piece) {
        Map<String, Index> reach = new HashMap<>();
        for (Access access : Reads.of(piece).accesses()) {
            Copy copy = copies.get(access.buffer().name());
            if (copy == null) continue;
            access.indices().getFirst().names().forEach(n -> reach.put(n, copy.firstEnd()));
            access.indices().getLast().names().forEach(n -> reach.put(n, copy.secondEnd()));
        }
        return reach;
    }
}
