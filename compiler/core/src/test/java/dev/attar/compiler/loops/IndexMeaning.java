package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;

/** Integers of the loop IR as functions of a scope. */
interface IndexMeaning {
    long in(LoopScope scope);

    static IndexMeaning of(Index index, LoopScope names) {
        List<IndexMeaning> products = new ArrayList<>();
        index.terms().forEach((atoms, factor) -> products.add(product(factor, atoms, names)));
        IndexMeaning[] all = products.toArray(IndexMeaning[]::new);
        long constant = index.constant();
        return scope -> {
            long sum = constant;
            for (IndexMeaning product : all) sum += product.in(scope);
            return sum;
        };
    }

    private static IndexMeaning product(long factor, List<Index.Atom> atoms, LoopScope names) {
        IndexMeaning first = atom(atoms.getFirst(), names);
        if (atoms.size() == 1) return scope -> factor * first.in(scope);
        IndexMeaning rest = product(factor, atoms.subList(1, atoms.size()), names);
        return scope -> first.in(scope) * rest.in(scope);
    }

    private static IndexMeaning atom(Index.Atom atom, LoopScope names) {
        return switch (atom) {
            case Index.Atom.Name(String name) -> {
                int slot = names.integer(name);
                yield scope -> scope.integers[slot];
            }
            case Index.Atom.Element(Index.Array array, Index at) -> {
                IndexMeaning place = of(at, names);
                yield scope -> scope.batch.array(array)[(int) place.in(scope)];
            }
            case Index.Atom.RoundDown(Index value, int multiple) -> {
                IndexMeaning whole = of(value, names);
                yield scope -> Math.floorDiv(whole.in(scope), multiple) * multiple;
            }
            case Index.Atom.Quotient(Index value, int divisor) -> {
                IndexMeaning whole = of(value, names);
                yield scope -> Math.floorDiv(whole.in(scope), divisor);
            }
            case Index.Atom.Smaller(Index left, Index right) -> {
                IndexMeaning one = of(left, names);
                IndexMeaning other = of(right, names);
                yield scope -> Math.min(one.in(scope), other.in(scope));
            }
        };
    }

    /** The float of memory that a buffer has at the indices. */
    static IndexMeaning place(Buffer buffer, List<Index> at, LoopScope names) {
        IndexMeaning offset = of(buffer.offset(at), names);
        int begin = names.buffer(buffer.name());
        return scope -> scope.integers[begin] + offset.in(scope);
    }
}
