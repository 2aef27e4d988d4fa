package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Indices;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.Input;
import dev.attar.importer.term.Op.InputKind;
import dev.attar.importer.term.Picks;
import dev.attar.importer.term.Predicate;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** Comparisons and choices. */
final class LogicOperators implements Operators.Family {
    private static final double EXCLUDED = -1e3;

    private final Terms terms;
    private final Arithmetic arithmetic;
    private final Indices indices;

    LogicOperators(Terms terms, Arithmetic arithmetic, Indices indices) {
        this.terms = terms;
        this.arithmetic = arithmetic;
        this.indices = indices;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().standard()) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        switch (call.node().type()) {
                            case "Equal" -> equal(call);
                            case "Less" -> larger(call, call.input(1), call.input(0), 1, (b, a) -> truth(a < b));
                            case "LessOrEqual" ->
                                larger(call, call.input(1), call.input(0), 0, (b, a) -> truth(a <= b));
                            case "Greater" -> larger(call, call.input(0), call.input(1), 1, (a, b) -> truth(a > b));
                            case "GreaterOrEqual" ->
                                larger(call, call.input(0), call.input(1), 0, (a, b) -> truth(a >= b));
                            case "And", "BitwiseAnd" -> both(call, 1, (a, b) -> truth(a != 0 && b != 0));
                            case "Or", "BitwiseOr" -> both(call, 0, (a, b) -> truth(a != 0 || b != 0));
                            case "Not" -> not(call);
                            case "IsNaN" -> isNaN(call);
                            case "Where" -> where(call, call.input(0), call.input(1), call.input(2));
                            case "ScatterND" -> scatter(call);
                            default -> null;
                        })
                .map(List::of);
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }

    /** Whether {@code a} is larger than {@code b} by at least {@code by}. */
    private Term larger(Call call, Term a, Term b, long by, DoubleBinaryOperator f) {
        return arithmetic
                .known(a, b, f)
                .or(() -> indices.difference(a, b)
                        .flatMap(bounds -> bounds.atLeast(by))
                        .map(truth -> everywhere(call, truth)))
                .orElseThrow(() -> call.cannot(
                        a.op() instanceof Op.Ramp || b.op() instanceof Op.Ramp
                                ? "it compares positions with each other, as causal and windowed attention do"
                                : "it compares activations"));
    }

    private Term everywhere(Call call, boolean truth) {
        List<Axis> shape = terms.broadcast(call.input(0).shape(), call.input(1).shape())
                .orElseThrow(() -> call.cannot("its shapes do not fit"));
        return terms.uniform(truth(truth), shape);
    }

    /** And, or; {@code neutral} is the truth value that leaves the other side as it is. */
    private Term both(Call call, double neutral, DoubleBinaryOperator f) {
        Term a = call.input(0);
        Term b = call.input(1);
        return arithmetic
                .known(a, b, f)
                .or(() -> neutral(a, b, neutral))
                .or(() -> neutral(b, a, neutral))
                .orElseThrow(() -> call.cannot("it compares activations"));
    }

    private Optional<Term> neutral(Term a, Term b, double neutral) {
        boolean nothing = a.scalar().isPresent()
                && truth(a.scalar().getAsDouble() != 0) == neutral
                && terms.broadcast(a.shape(), b.shape()).equals(Optional.of(b.shape()));
        return nothing ? Optional.of(b) : Optional.empty();
    }

    private Term not(Call call) {
        return arithmetic
                .known(call.input(0), v -> truth(v == 0))
                .orElseThrow(() -> call.cannot("it works on activations"));
    }

    private Term equal(Call call) {
        Term a = call.input(0);
        Term b = call.input(1);
        return arithmetic
                .known(a, b, (x, y) -> truth(x == y))
                .or(() -> equalSizes(a, b))
                .or(() -> isPadding(a, b))
                .or(() -> isPadding(b, a))
                .or(() -> equalIndices(call, a, b))
                .orElseThrow(() -> call.cannot("it compares activations"));
    }

    private Optional<Term> equalIndices(Call call, Term a, Term b) {
        return indices.difference(a, b)
                .filter(bounds -> bounds.atLeast(1).equals(Optional.of(true))
                        || bounds.atLeast(0).equals(Optional.of(false)))
                .map(_ -> everywhere(call, false));
    }

    private Optional<Term> equalSizes(Term a, Term b) {
        return arithmetic.sizes(a, b, (x, y) -> x.get().same(y.get()).map(same -> Dim.of(same ? 1 : 0)));
    }

    private Optional<Term> isPadding(Term ids, Term number) {
        return ids.op() instanceof Input(InputKind kind)
                        && kind == InputKind.TOKEN_IDS
                        && number.scalar().isPresent()
                ? Optional.of(terms.make(
                        new Choose(new Predicate.IdIsNot((long) number.scalar().getAsDouble()), 0, 1, 0, 1),
                        ids.shape()))
                : Optional.empty();
    }

    /** Weights and activations are finite, so this is never so; a few exporters guard a softmax with it. */
    private Term isNaN(Call call) {
        if (!(call.input(0).op() instanceof Op.Softmax)) {
            throw call.cannot("it is supported after a softmax alone");
        }
        return terms.uniform(0, call.input(0).shape());
    }

    /** A number put where a mask holds. */
    private Term scatter(Call call) {
        boolean replaces = call.node().text("reduction").orElse("none").equals("none");
        Term mask = Picks.scattered(call.input(0), call.input(1), call.input(2))
                .filter(_ -> replaces)
                .orElseThrow(() -> call.cannot("only a number put in the places of a mask is supported"));
        Term number = terms.uniform(call.input(2).scalar().orElseThrow(), List.of());
        return where(call, mask, number, call.input(0));
    }

    private Term where(Call call, Term condition, Term a, Term b) {
        Optional<Term> sizes = whereSizes(condition, a, b);
        if (sizes.isPresent()) {
            return sizes.get();
        }
        if (condition.scalar().isPresent()) {
            Term chosen = condition.scalar().getAsDouble() != 0 ? a : b;
            return sameShape(call, chosen, condition, a, b);
        }
        if (!(condition.op() instanceof Choose choose)) {
            throw call.cannot("its condition depends on activations");
        }
        Optional<Term> known = knownBranches(condition, a, b);
        return known.orElseGet(() -> masked(call, choose, condition, a, b));
    }

    private Term sameShape(Call call, Term chosen, Term... all) {
        List<Axis> shape = List.of();
        for (Term term : all) {
            shape = terms.broadcast(shape, term.shape()).orElseThrow(() -> call.cannot("its shapes do not fit"));
        }
        if (!shape.equals(chosen.shape()) && chosen.scalar().isPresent()) {
            return terms.uniform(chosen.scalar().getAsDouble(), shape);
        }
        if (!shape.equals(chosen.shape())) {
            throw call.cannot("it repeats what it chooses");
        }
        return chosen;
    }

    private Optional<Term> whereSizes(Term condition, Term a, Term b) {
        Optional<List<Dim>> test = Arithmetic.sizes(condition);
        Optional<List<Dim>> yes = Arithmetic.sizes(a);
        Optional<List<Dim>> no = Arithmetic.sizes(b);
        if (test.isEmpty() || yes.isEmpty() || no.isEmpty()) {
            return Optional.empty();
        }
        int count =
                Math.max(test.get().size(), Math.max(yes.get().size(), no.get().size()));
        List<Dim> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Dim answer = at(test.get(), i);
            chosen.add(!answer.constant() ? terms.unknown() : at(answer.is(0) ? no.get() : yes.get(), i));
        }
        return Optional.of(terms.make(
                new Op.Sizes(chosen),
                a.rank() == 0 && b.rank() == 0 ? condition.shape() : (a.rank() > 0 ? a : b).shape()));
    }

    private static Dim at(List<Dim> values, int index) {
        return values.get(Math.min(index, values.size() - 1));
    }

    /** {@code c a + (1 - c) b} where neither is an activation. */
    private Optional<Term> knownBranches(Term condition, Term a, Term b) {
        if (arithmetic.known(a, v -> v).isEmpty() || arithmetic.known(b, v -> v).isEmpty()) {
            return Optional.empty();
        }
        // A product with 0 would make a NaN of an infinity, so the parts that are not chosen become 0 before they are
        // added.
        Optional<Term> first = arithmetic.known(condition, a, (c, x) -> c != 0 ? x : 0);
        Optional<Term> second = arithmetic.known(condition, b, (c, x) -> c != 0 ? 0 : x);
        return first.flatMap(x -> second.flatMap(y -> arithmetic.known(x, y, Double::sum)));
    }

    /** Scores or states with a number in place of those of absent tokens: the same after a softmax or a maximum as adding it. */
    private Term masked(Call call, Choose choose, Term condition, Term a, Term b) {
        boolean keepsFirst = choose.yes() != 0 && choose.no() == 0;
        boolean keepsSecond = choose.yes() == 0 && choose.no() != 0;
        Term kept = keepsFirst ? a : b;
        Term filled = keepsFirst ? b : a;
        if (!keepsFirst && !keepsSecond) {
            throw call.cannot("its condition is not the attention mask");
        }
        if (filled.scalar().isEmpty() || !(filled.scalar().getAsDouble() <= EXCLUDED)) {
            if (choose.predicate() instanceof Predicate.Present && kept.op() instanceof Op.Ramp) {
                return sameShape(call, kept, kept);
            }
            throw call.cannot("what it puts in place of absent tokens is not a large negative number");
        }
        double fill = filled.scalar().getAsDouble();
        Term mask = arithmetic
                .known(condition, c -> (c != 0) == keepsFirst ? 0 : fill)
                .orElseThrow(() -> call.cannot("its condition is not the attention mask"));
        sameShape(call, kept, condition, a, b);
        return arithmetic.add(kept, mask);
    }
}
