package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Function;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Operators on corresponding elements: arithmetic, activations, casts. */
final class ElementOperators implements Operators.Family {
    private final Terms terms;
    private final Arithmetic arithmetic;

    ElementOperators(Terms terms, Arithmetic arithmetic) {
        this.terms = terms;
        this.arithmetic = arithmetic;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().standard()) {
            return Optional.empty();
        }
        return switch (call.node().type()) {
            case "Identity" -> one(call.input(0));
            case "Dropout" -> Optional.of(List.of(call.input(0)));
            case "Cast" -> one(cast(call, call.input(0), call.node().integer("to", 0)));
            case "CastLike" -> one(call.input(0));
            case "Add" -> one(arithmetic.add(call.input(0), call.input(1)));
            case "Sub" -> one(arithmetic.add(call.input(0), arithmetic.scale(-1, call.input(1))));
            case "Mul" -> one(arithmetic.multiply(call.input(0), call.input(1)));
            case "Div" -> one(divide(call.input(0), call.input(1)));
            case "Neg" -> one(arithmetic.scale(-1, call.input(0)));
            case "Reciprocal" -> one(arithmetic.power(call.input(0), -1));
            case "Sqrt" -> one(arithmetic.power(call.input(0), 0.5));
            case "Pow" -> one(arithmetic.power(call.input(0), call.number(1)));
            case "Max" -> one(extreme(call, true));
            case "Min" -> one(extreme(call, false));
            case "Clip" -> one(clip(call));
            case "Erf" -> one(arithmetic.apply(Function.ERF, call.input(0)));
            case "Tanh" -> one(arithmetic.apply(Function.TANH, call.input(0)));
            case "Sigmoid" -> one(arithmetic.apply(Function.SIGMOID, call.input(0)));
            case "Relu" -> one(arithmetic.apply(Function.RELU, call.input(0)));
            case "Gelu" -> one(gelu(call));
            default -> Optional.empty();
        };
    }

    private static Optional<List<Term>> one(Term term) {
        return Optional.of(List.of(term));
    }

    private Term divide(Term a, Term b) {
        Optional<Term> sizes = arithmetic.sizes(a, b, (x, y) -> quotient(x.get(), y.get()));
        boolean bothWhole = a.op() instanceof Op.Sizes && b.op() instanceof Op.Sizes;
        return bothWhole && sizes.isPresent() ? sizes.get() : arithmetic.multiply(a, arithmetic.power(b, -1));
    }

    private static Optional<Dim> quotient(Dim a, Dim b) {
        return a.constant() && b.constant() && b.factor() != 0
                ? Optional.of(Dim.of(a.factor() / b.factor()))
                : a.dividedBy(b);
    }

    /** Types: 1 fp32, 10 fp16, 11 fp64, 16 bf16; 9 Boolean; all others integers. */
    private Term cast(Call call, Term x, long type) {
        boolean toFloat = type == 1 || type == 10 || type == 11 || type == 16;
        if (x.op() instanceof Op.Sizes) {
            OptionalDouble number = x.scalar();
            return toFloat && number.isPresent() ? terms.uniform(number.getAsDouble(), x.shape()) : x;
        }
        if (toFloat) {
            return x;
        }
        Optional<Term> known =
                arithmetic.known(x, v -> type == 9 ? (v != 0 ? 1 : 0) : (v < 0 ? Math.ceil(v) : Math.floor(v)));
        if (known.isPresent()) {
            return known.get();
        }
        if (type == 9 || !counts(x, 0)) {
            throw call.cannot("it rounds an activation to integers");
        }
        return x;
    }

    /** Whether a term is made of integers, so that a cast to integers changes nothing. */
    private static boolean counts(Term x, int depth) {
        return switch (x.op()) {
            case Op.Input _, Op.Sizes _, Op.Ramp _, Op.RunningSum _, Op.Choose _ -> true;
            case Op.Uniform(double value) -> value == Math.rint(value);
            case Op.Add _, Op.View _, Op.Expand _ ->
                depth < 8 && x.arguments().stream().allMatch(a -> counts(a, depth + 1));
            case Op.Multiply(double factor) ->
                factor == Math.rint(factor)
                        && depth < 8
                        && x.arguments().stream().allMatch(a -> counts(a, depth + 1));
            case Op.Stored(var view) -> !view.data().kind().floating();
            default -> false;
        };
    }

    private Term extreme(Call call, boolean largest) {
        if (call.inputs().size() == 1) {
            return call.input(0);
        }
        if (call.inputs().size() != 2) {
            throw call.cannot("only two inputs are supported");
        }
        Term a = call.input(0);
        Term b = call.input(1);
        Term number = a.scalar().isPresent() ? a : b;
        return largest
                        && number.scalar().isPresent()
                        && arithmetic.known(a, b, Math::max).isEmpty()
                ? arithmetic.atLeast(number.scalar().getAsDouble(), number == a ? b : a)
                : arithmetic.extreme(largest, a, b);
    }

    private Term clip(Call call) {
        double low = bound(call, 1, "min", Double.NEGATIVE_INFINITY);
        double high = bound(call, 2, "max", Double.POSITIVE_INFINITY);
        Optional<Term> known = arithmetic.known(call.input(0), v -> Math.min(Math.max(v, low), high));
        if (known.isPresent()) {
            return known.get();
        }
        if (high < 1e30) {
            throw call.cannot("an upper bound of " + high + " is not supported");
        }
        return low < -1e30 ? call.input(0) : arithmetic.atLeast(low, call.input(0));
    }

    private static double bound(Call call, int input, String attribute, double otherwise) {
        return call.optional(input).isPresent()
                ? call.number(input)
                : call.node().real(attribute, otherwise);
    }

    private Term gelu(Call call) {
        return switch (call.node().text("approximate").orElse("none")) {
            case "none" -> arithmetic.apply(Function.GELU, call.input(0));
            case "tanh" -> arithmetic.apply(Function.GELU_TANH, call.input(0));
            default -> throw call.cannot("its approximation is unknown");
        };
    }
}
