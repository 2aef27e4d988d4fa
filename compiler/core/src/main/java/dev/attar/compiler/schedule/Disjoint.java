package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Store;
import java.util.Set;

/**
 * Whether loops store into the same buffer at different places, and read none of it: then nobody need wait between them. Loops that
 * are not known to be apart are not.
 */
final class Disjoint {
    private Disjoint() {}

    static boolean areStores(For one, For other) {
        return one.body() instanceof Store first
                && other.body() instanceof Store second
                && first.buffer().equals(second.buffer())
                && areCounted(one)
                && areCounted(other)
                && !reads(first)
                && !reads(second)
                && areApart(one, first, other, second);
    }

    private static boolean areCounted(For loop) {
        return loop.order() == Order.PARALLEL
                && loop.from().equals(Index.ZERO)
                && loop.to().isConstant()
                && loop.step() == 1;
    }

    private static boolean reads(Store store) {
        return Reads.of(store.value()).accesses().stream()
                .anyMatch(a -> a.buffer().name().equals(store.buffer().name()));
    }

    /** Places {@code a + f i} and {@code b + g j}. */
    private static boolean areApart(For one, Store first, For other, Store second) {
        Index a = first.buffer().offset(first.indices());
        Index b = second.buffer().offset(second.indices());
        long f = a.factor(one.index());
        long g = b.factor(other.index());
        Index from = a.minus(Index.name(one.index()).times(f));
        Index to = b.minus(Index.name(other.index()).times(g));
        Index distance = to.minus(from);
        if (f < 1
                || g < 1
                || !distance.isConstant()
                || from.dependsOn(Set.of(one.index()))
                || to.dependsOn(Set.of(other.index()))) return false;
        long d = distance.constant();
        return d > f * (one.to().constant() - 1) || -d > g * (other.to().constant() - 1) || f == g && d % f != 0;
    }
}
