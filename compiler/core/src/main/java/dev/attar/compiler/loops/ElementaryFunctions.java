package dev.attar.compiler.loops;

import dev.attar.compiler.loops.Expr.BinaryOp;
import dev.attar.compiler.loops.Expr.Fma;
import dev.attar.compiler.loops.Expr.IfLess;
import dev.attar.compiler.loops.Expr.UnaryOp;
import java.util.ArrayList;
import java.util.List;

/**
 * What each {@link Elementary} computes, step by step in fp32. The one definition for all back ends: each prints these steps, so
 * all give the same bits.
 *
 * <p>Numerics, measured over every float of the range: exp 0.9 ulp, 0 below -87.33654, infinite above 88.72283; exp2
 * 0.9 ulp, 0 below -126; erf 1.2e-7 absolute,
 * 3.2 ulp; tanh 3.7 ulp; log 1 ulp from 2 on, 6e-8 absolute below. All give NaN for NaN. The coefficients are the project's own minimax fits, tuned on the rounded
 * evaluation.
 */
public final class ElementaryFunctions {
    private final List<Statement> steps = new ArrayList<>();
    private static final Expr X = new Expr.Local("x", 1);

    /** The steps of a function of the float {@code x}; the last one says what is returned. */
    public record Definition(List<Statement> steps, Expr result) {
        public Definition {
            steps = List.copyOf(steps);
        }

        /** This function for a vector of {@code lanes} floats. */
        public Definition wide(int lanes) {
            List<Statement> wideSteps = new ArrayList<>();
            for (Statement step : steps) {
                Statement.Let let = (Statement.Let) step;
                wideSteps.add(new Statement.Let(let.name(), wide(let.value(), lanes)));
            }
            return new Definition(wideSteps, wide(result, lanes));
        }

        private static Expr wide(Expr expr, int lanes) {
            return switch (expr) {
                case Expr.Real _, Expr.FromIndex _ -> new Expr.Broadcast(expr, lanes);
                case Expr.Local(String name, int _) -> new Expr.Local(name, lanes);
                case Expr.Unary _, Expr.Binary _, Fma _, IfLess _, Expr.Call _ ->
                    expr.mapOperands(operand -> wide(operand, lanes));
                default -> throw new IllegalStateException("a function of one float does not " + expr);
            };
        }
    }

    private ElementaryFunctions() {}

    public static Definition of(Elementary function) {
        ElementaryFunctions f = new ElementaryFunctions();
        Expr result = switch (function) {
            case EXP -> f.exp();
            case EXP2 -> f.exp2();
            case ERF -> f.erf();
            case TANH -> f.tanh();
            case LOG -> f.log();
            case RELU -> new IfLess(X, real(0f), real(0f), X);
            case GELU -> f.gelu();
            case GELU_TANH -> f.geluTanh();
            case SILU -> f.silu();
        };
        return new Definition(f.steps, result);
    }

    /**
     * x = n ln 2 + r with n integer and |r| at most ln 2 / 2; exp(x) = 2^n exp(r). n comes from adding 1.5 * 2^23, which leaves it in
     * the low bits; ln 2 is taken away in two parts; exp(r) is a polynomial.
     */
    private Expr exp() {
        Expr shifted = let("shifted", new Fma(X, real(1.442695f), real(12582912f)));
        Expr n = let("n", Expr.sub(shifted, real(12582912f)));
        Expr high = let("high", new Fma(n, real(-0.6931472f), X));
        Expr r = let("r", new Fma(n, real(1.9046542E-9f), high));
        Expr p = polynomial(r, 0.0013816669f, 0.008368916f, 0.04166863f, 0.1666652f, 0.4999999f, 1f, 1f);
        Expr scaled = let("scaled", new Expr.Binary(BinaryOp.SCALE, p, shifted));
        Expr over = let("over", Expr.mul(X, real(Float.POSITIVE_INFINITY)));
        // Not "x > largest ? over": a NaN must take the other branch, and times infinity it stays NaN.
        Expr finite = let("finite", new IfLess(X, real(88.72284f), scaled, over));
        return new IfLess(X, real(-87.33654f), real(0f), finite);
    }

    /** x = n + r with n integer and |r| at most 1/2, as in exp. Nobody asks for more than 2^126. */
    private Expr exp2() {
        Expr shifted = let("shifted", Expr.add(X, real(12582912f)));
        Expr n = let("n", Expr.sub(shifted, real(12582912f)));
        Expr r = let("r", Expr.sub(X, n));
        Expr p = polynomial(r, 1.5353362E-4f, 0.0013398874f, 0.009618445f, 0.055503357f, 0.24022645f, 0.6931472f, 1f);
        Expr scaled = let("scaled", new Expr.Binary(BinaryOp.SCALE, p, shifted));
        return new IfLess(X, real(-126f), real(0f), scaled);
    }

    /** An odd polynomial, then twice v (3 - v^2) / 2, which pulls values near 1 to 1 and flattens the error there. */
    private Expr erf() {
        Expr low = let("low", new IfLess(real(4f), X, real(4f), X));
        Expr c = let("c", new IfLess(low, real(-4f), real(-4f), low));
        Expr s = let("s", Expr.mul(c, c));
        Expr p = polynomial(s, 7.181957E-9f, 2.2571896E-7f, -3.5967827E-5f, 0.0014058498f, -0.030526511f, 0.50150186f);
        Expr z = let("z", Expr.mul(c, p));
        Expr v = let("v", towardsOne(z));
        return towardsOne(v);
    }

    private static Expr towardsOne(Expr v) {
        Expr rest = new Fma(new Expr.Unary(UnaryOp.NEGATE, v), v, real(1f));
        return new Fma(Expr.mul(real(0.5f), v), rest, v);
    }

    /** tanh(x) = 2 u / (1 + u^2) with u = tanh(x / 2) = x p / q; 1 from 8.3 on. */
    private Expr tanh() {
        Expr s = let("s", Expr.mul(X, X));
        Expr p = polynomial(s, 1.0576275E-4f, 0.027410122f, 0.9195476f);
        Expr q = let("q", new Fma(new Fma(real(2.2905917E-6f), s, real(0.0022256393f)), s, real(0.20807812f)));
        Expr q2 = let("q2", new Fma(q, s, real(1.8390952f)));
        Expr n = let("n", Expr.mul(X, p));
        Expr y = let("y", Expr.div(Expr.mul(Expr.add(n, n), q2), new Fma(n, n, Expr.mul(q2, q2))));
        Expr high = let("high", new IfLess(real(8.3f), X, real(1f), y));
        return new IfLess(X, real(-8.3f), real(-1f), high);
    }

    /**
     * x = 2^n m with m from sqrt(1/2) to sqrt(2), found by halving the range of n; log(m) = 2 artanh(s) with s = (m - 1) / (m + 1),
     * of which the first terms of the series are enough; ln 2 is added in two parts.
     */
    private Expr log() {
        Expr m = X;
        Expr n = real(0f);
        for (int power = 16; power >= 1; power /= 2) {
            Expr bound = real((float) Math.scalb(1.0, power));
            Expr small = m;
            n = let("n" + power, new IfLess(small, bound, n, Expr.add(n, real(power))));
            m = let("m" + power, new IfLess(small, bound, small, Expr.mul(small, real((float)
                    Math.scalb(1.0, -power)))));
        }
        Expr root = real((float) Math.sqrt(2));
        Expr large = m;
        n = let("n", new IfLess(root, large, Expr.add(n, real(1f)), n));
        m = let("m", new IfLess(root, large, Expr.mul(large, real(0.5f)), large));
        Expr s = let("s", Expr.div(Expr.sub(m, real(1f)), Expr.add(m, real(1f))));
        Expr z = let("z", Expr.mul(s, s));
        Expr p = polynomial(z, 2f / 9, 2f / 7, 2f / 5, 2f / 3);
        Expr series = let("series", new Fma(Expr.mul(p, z), s, Expr.add(s, s)));
        return new Fma(n, real(0.693359375f), new Fma(n, real(-2.12194440e-4f), series));
    }

    private Expr gelu() {
        Expr e = let("e", new Expr.Call(Elementary.ERF, Expr.mul(X, real((float) Math.sqrt(0.5)))));
        Expr half = let("half", Expr.mul(X, real(0.5f)));
        return new Fma(half, e, half);
    }

    private Expr geluTanh() {
        Expr cubic = let("cubic", new Fma(Expr.mul(real(0.044715f), X), X, real(1f)));
        Expr inner = let("inner", Expr.mul(Expr.mul(X, real((float) Math.sqrt(2 / Math.PI))), cubic));
        Expr half = let("half", Expr.mul(X, real(0.5f)));
        return new Fma(half, new Expr.Call(Elementary.TANH, inner), half);
    }

    private Expr silu() {
        Expr e = let("e", new Expr.Call(Elementary.EXP, new Expr.Unary(UnaryOp.NEGATE, X)));
        return Expr.div(X, Expr.add(real(1f), e));
    }

    /** Horner's rule; the highest coefficient first. */
    private Expr polynomial(Expr x, float... coefficients) {
        Expr p = real(coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            p = let("p" + (coefficients.length - 1 - i), new Fma(p, x, real(coefficients[i])));
        }
        return p;
    }

    private Expr let(String name, Expr value) {
        steps.add(new Statement.Let(name, value));
        return new Expr.Local(name, 1);
    }

    private static Expr real(float value) {
        return new Expr.Real(value);
    }
}
