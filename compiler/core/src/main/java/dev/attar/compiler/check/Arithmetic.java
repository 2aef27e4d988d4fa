package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Span;
import dev.attar.compiler.syntax.Expression;
import dev.attar.compiler.syntax.Expression.Operator;
import dev.attar.compiler.syntax.Expression.Step;
import dev.attar.compiler.syntax.Word;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evaluates expressions. Integers are of 64 bits and every step must be exact: what overflows, or leaves a remainder, is
 * refused. Decimals stand alone.
 */
final class Arithmetic {
    /** What an expression is worth. */
    sealed interface Number {
        record Whole(long value) implements Number {}

        record Decimal(double value) implements Number {}
    }

    private final Function<Word, Optional<Number>> names;
    private final Report report;

    /** @param names what a name stands for; nothing, when a diagnostic was given */
    Arithmetic(Function<Word, Optional<Number>> names, Report report) {
        this.names = names;
        this.report = report;
    }

    /** The value; nothing, when a diagnostic says why. */
    Optional<Number> evaluate(Expression expression) {
        return switch (expression) {
            case Expression.Whole(String digits, Span at) -> whole(digits, at);
            case Expression.Decimal(String digits, Span at) -> decimal(digits, at);
            case Expression.Unreadable _ -> Optional.empty();
            case Expression.Reference(Word name) -> names.apply(name);
            case Expression.Negated negated -> negate(negated);
            case Expression.Chain chain -> chain(chain);
        };
    }

    private Optional<Number> whole(String digits, Span at) {
        try {
            return Optional.of(new Number.Whole(Long.parseLong(digits)));
        } catch (NumberFormatException e) {
            return overflow(at, digits);
        }
    }

    private Optional<Number> decimal(String digits, Span at) {
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            return refuse(Diagnostic.of(Code.DECIMAL_OUT_OF_RANGE, at, digits + " is beyond what a number can hold"));
        }
        return Optional.of(new Number.Decimal(value));
    }

    private Optional<Number> negate(Expression.Negated negated) {
        return evaluate(negated.operand()).flatMap(operand -> switch (operand) {
            case Number.Decimal(double value) -> Optional.of(new Number.Decimal(-value));
            case Number.Whole(long value) ->
                value == Long.MIN_VALUE
                        ? overflow(negated.at(), "-(" + value + ")")
                        : Optional.of(new Number.Whole(-value));
        });
    }

    private Optional<Number> chain(Expression.Chain chain) {
        Optional<Long> value = integer(chain.first());
        for (Step step : chain.steps()) {
            Optional<Long> operand = integer(step.operand());
            Span at = chain.first().at().to(step.operand().at());
            value = value.flatMap(left -> operand.flatMap(right -> apply(left, step, right, at)));
        }
        return value.map(Number.Whole::new);
    }

    /** An operand; decimals are none. */
    private Optional<Long> integer(Expression operand) {
        return evaluate(operand).flatMap(value -> switch (value) {
            case Number.Whole(long whole) -> Optional.of(whole);
            case Number.Decimal _ ->
                refuse(Diagnostic.of(
                                Code.NOT_AN_INTEGER, operand.at(), "arithmetic is for integers, and this is a decimal")
                        .hint("write the result"));
        });
    }

    private Optional<Long> apply(long left, Step step, long right, Span at) {
        String written = left + " " + step.operator().sign() + " " + right;
        if (step.operator() == Operator.OVER && right == 0) {
            return refuse(Diagnostic.of(Code.DIVISION_BY_ZERO, step.operand().at(), written + " has no value"));
        }
        if (step.operator() == Operator.OVER && left % right != 0) {
            return refuse(Diagnostic.of(Code.INEXACT_DIVISION, at, written + " is not an integer")
                    .saying("leaves " + Math.abs(left % right) + " over"));
        }
        try {
            return Optional.of(
                    switch (step.operator()) {
                        case PLUS -> Math.addExact(left, right);
                        case MINUS -> Math.subtractExact(left, right);
                        case TIMES -> Math.multiplyExact(left, right);
                        case OVER -> Math.divideExact(left, right);
                    });
        } catch (ArithmeticException e) {
            return overflow(at, written);
        }
    }

    private <T> Optional<T> overflow(Span at, String written) {
        return refuse(Diagnostic.of(Code.OVERFLOW, at, written + " does not fit 64 bits")
                .hint("no setting may be above " + Limits.MAX_DIMENSION + "; is there a digit too many in "
                        + Quoted.of(written) + "?"));
    }

    private <T> Optional<T> refuse(Diagnostic diagnostic) {
        report.add(diagnostic);
        return Optional.empty();
    }
}
