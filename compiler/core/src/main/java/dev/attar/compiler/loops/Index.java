package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An integer: a polynomial over loop indices and sizes, always in normal form, so that equal indices are equal objects,
 * dependence is a look-up and substitution simplifies by itself.
 *
 * @param terms from products of atoms (never empty, in a fixed order) to their factor (never 0)
 */
public record Index(Map<List<Atom>, Long> terms, long constant) {
    public static final Index ZERO = of(0);

    public Index {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }

    /** What an index is made of. */
    public sealed interface Atom {
        /** A loop index or an integer of the kernel, by name. */
        record Name(String name) implements Atom {
            @Override
            public String toString() {
                return name;
            }
        }

        /** An element of one of the batch's arrays. */
        record Element(Array array, Index at) implements Atom {
            @Override
            public String toString() {
                return array.symbol() + "[" + at + "]";
            }
        }

        /** The largest multiple of {@code multiple} that is not above the value. */
        record RoundDown(Index value, int multiple) implements Atom {
            @Override
            public String toString() {
                return "down" + multiple + "(" + value + ")";
            }
        }

        /** The whole part of the value, which is not negative, divided by {@code divisor}. */
        record Quotient(Index value, int divisor) implements Atom {
            @Override
            public String toString() {
                return "(" + value + ") / " + divisor;
            }
        }

        /** The smaller of two. */
        record Smaller(Index left, Index right) implements Atom {
            @Override
            public String toString() {
                return "min(" + left + ", " + right + ")";
            }
        }
    }

    /** An array of integers that a call brings, by the name that kernels know it by. */
    public record Array(String symbol) {
        @Override
        public String toString() {
            return symbol;
        }
    }

    public static Index of(long constant) {
        return new Index(Map.of(), constant);
    }

    public static Index of(Atom atom) {
        return new Index(Map.of(List.of(atom), 1L), 0);
    }

    public static Index name(String name) {
        return of(new Atom.Name(name));
    }

    public static Index element(Array array, Index at) {
        return of(new Atom.Element(array, at));
    }

    public static Index roundDown(Index value, int multiple) {
        if (value.isConstant()) return of(Math.floorDiv(value.constant, multiple) * multiple);
        if (value.isMultipleOf(multiple)) return value;
        return of(new Atom.RoundDown(value, multiple));
    }

    public static Index roundUp(Index value, int multiple) {
        return roundDown(value.plus(multiple - 1), multiple);
    }

    public static Index quotient(Index value, int divisor) {
        if (value.isConstant()) return of(Math.floorDiv(value.constant, divisor));
        return of(new Atom.Quotient(value, divisor));
    }

    public static Index smaller(Index left, Index right) {
        if (left.isConstant() && right.isConstant()) return of(Math.min(left.constant, right.constant));
        return of(new Atom.Smaller(left, right));
    }

    public Index plus(Index other) {
        Map<List<Atom>, Long> sum = new LinkedHashMap<>(terms);
        other.terms.forEach((product, factor) -> sum.merge(product, factor, Long::sum));
        sum.values().removeIf(factor -> factor == 0);
        return new Index(sum, constant + other.constant);
    }

    public Index plus(long value) {
        return new Index(terms, constant + value);
    }

    public Index minus(Index other) {
        return plus(other.times(-1));
    }

    public Index times(long factor) {
        if (factor == 0) return ZERO;
        Map<List<Atom>, Long> product = new LinkedHashMap<>();
        terms.forEach((atoms, f) -> product.put(atoms, f * factor));
        return new Index(product, constant * factor);
    }

    public Index times(Index other) {
        Index result = times(other.constant);
        for (Map.Entry<List<Atom>, Long> right : other.terms.entrySet()) {
            Map<List<Atom>, Long> part = new LinkedHashMap<>();
            terms.forEach(
                    (left, factor) -> part.merge(join(left, right.getKey()), factor * right.getValue(), Long::sum));
            result = result.plus(new Index(part, 0));
            if (constant != 0) result = result.plus(new Index(Map.of(right.getKey(), constant * right.getValue()), 0));
        }
        return result;
    }

    private static List<Atom> join(List<Atom> left, List<Atom> right) {
        List<Atom> all = new ArrayList<>(left);
        all.addAll(right);
        all.sort((a, b) -> a.toString().compareTo(b.toString()));
        return List.copyOf(all);
    }

    public boolean isConstant() {
        return terms.isEmpty();
    }

    /** Whether it is known to be a multiple, from the factors and from the roundings in it. */
    public boolean isMultipleOf(int multiple) {
        return constant % multiple == 0
                && terms.entrySet().stream()
                        .allMatch(t -> t.getValue() % multiple == 0
                                || t.getKey().stream()
                                        .anyMatch(
                                                a -> a instanceof Atom.RoundDown(Index _, int m) && m % multiple == 0));
    }

    /** The factor of a name where it stands alone; 0 when it does not occur. Products with other names do not count. */
    public long factor(String name) {
        return terms.getOrDefault(List.<Atom>of(new Atom.Name(name)), 0L);
    }

    /** Whether any of the names occurs anywhere in it. */
    public boolean dependsOn(Set<String> names) {
        return names().stream().anyMatch(names::contains);
    }

    /** All names in it. */
    public Set<String> names() {
        Set<String> found = new TreeSet<>();
        for (List<Atom> product : terms.keySet()) for (Atom atom : product) found.addAll(names(atom));
        return found;
    }

    private static Set<String> names(Atom atom) {
        return switch (atom) {
            case Atom.Name(String name) -> Set.of(name);
            case Atom.Element(Array _, Index at) -> at.names();
            case Atom.RoundDown(Index value, int _) -> value.names();
            case Atom.Quotient(Index value, int _) -> value.names();
            case Atom.Smaller(Index left, Index right) -> {
                Set<String> both = new TreeSet<>(left.names());
                both.addAll(right.names());
                yield both;
            }
        };
    }

    /** The arrays that it reads elements of. */
    public Set<Array> arrays() {
        Set<Array> found = new LinkedHashSet<>();
        for (List<Atom> product : terms.keySet()) for (Atom atom : product) found.addAll(arrays(atom));
        return found;
    }

    private static Set<Array> arrays(Atom atom) {
        return switch (atom) {
            case Atom.Name _ -> Set.of();
            case Atom.Element(Array array, Index at) -> {
                Set<Array> all = new LinkedHashSet<>(Set.of(array));
                all.addAll(at.arrays());
                yield all;
            }
            case Atom.RoundDown(Index value, int _) -> value.arrays();
            case Atom.Quotient(Index value, int _) -> value.arrays();
            case Atom.Smaller(Index left, Index right) -> {
                Set<Array> both = new LinkedHashSet<>(left.arrays());
                both.addAll(right.arrays());
                yield both;
            }
        };
    }

    /** This polynomial with every name replaced. */
    public Index map(Function<String, Index> to) {
        Index result = of(constant);
        for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
            Index product = of(term.getValue());
            for (Atom atom : term.getKey()) product = product.times(mapAtom(atom, to));
            result = result.plus(product);
        }
        return result;
    }

    private static Index mapAtom(Atom atom, Function<String, Index> to) {
        return switch (atom) {
            case Atom.Name(String name) -> to.apply(name);
            case Atom.Element(Array array, Index at) -> element(array, at.map(to));
            case Atom.RoundDown(Index value, int multiple) -> roundDown(value.map(to), multiple);
            case Atom.Quotient(Index value, int divisor) -> quotient(value.map(to), divisor);
            case Atom.Smaller(Index left, Index right) -> smaller(left.map(to), right.map(to));
        };
    }

    /** This polynomial with one name replaced. */
    public Index with(String name, Index value) {
        return map(n -> n.equals(name) ? value : name(n));
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        terms.forEach((atoms, factor) -> parts.add((factor == 1 ? "" : factor + "*")
                + atoms.stream().map(Object::toString).collect(Collectors.joining("*"))));
        if (constant != 0 || parts.isEmpty()) parts.add(Long.toString(constant));
        return String.join(" + ", parts);
    }
}
