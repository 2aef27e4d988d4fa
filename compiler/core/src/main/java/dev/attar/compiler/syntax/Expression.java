package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;
import java.util.List;

/**
 * A number as it was written. Long sums and products are flat lists, so the depth of an expression is the depth of its
 * parentheses, which the parser bounds.
 */
public sealed interface Expression extends Argument {
    /** Digits only. */
    record Whole(String digits, Span at) implements Expression {}

    /** With a point or an exponent. */
    record Decimal(String digits, Span at) implements Expression {}

    /** Something like a number; a diagnostic says what is wrong with it. */
    record Unreadable(Span at) implements Expression {}

    /** A constant, or one of the model's own {@code vocabulary}, {@code context} and {@code width}. */
    record Reference(Word name) implements Expression {
        @Override
        public Span at() {
            return name.at();
        }
    }

    record Negated(Expression operand, Span at) implements Expression {}

    /**
     * {@code first op operand op operand …}, from left to right; the operators are all {@code + -} or all {@code * /}.
     *
     * @param steps at least one
     */
    record Chain(Expression first, List<Step> steps, Span at) implements Expression {
        public Chain {
            steps = List.copyOf(steps);
        }
    }

    record Step(Operator operator, Expression operand) {}

    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        OVER("/");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /** The operator written so. */
        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }
}
