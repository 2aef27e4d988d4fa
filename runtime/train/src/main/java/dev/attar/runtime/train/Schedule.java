package dev.attar.runtime.train;

/**
 * The learning rate of each step, counted as transformers does: with warm-up over n steps the first step has rate 0 and step
 * n + 1 the full one.
 *
 * @param rate the full learning rate
 * @param warmUp over how many steps the rate rises from 0
 */
public record Schedule(Kind kind, double rate, long warmUp) {
    /** What happens after warm-up. */
    public enum Kind {
        /** The rate stays. */
        CONSTANT,
        /** It falls to 0 in a straight line, and would reach it one step after the last. */
        LINEAR,
        /** It falls to 0 by half a period of the cosine. */
        COSINE,
        /** It falls with the square root of the step. */
        INVERSE_SQUARE_ROOT
    }

    /** The steps after which an inverse square root has halved its square, where there is no warm-up. */
    private static final long TIME_SCALE = 10_000;

    public Schedule {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY) || warmUp < 0) {
            throw new IllegalArgumentException("a rate of " + rate + " with warm-up over " + warmUp + " steps");
        }
    }

    /** One rate in every step. */
    public static Schedule constant(double rate) {
        return new Schedule(Kind.CONSTANT, rate, 0);
    }

    /** Falling to 0 in a straight line. */
    public static Schedule linear(double rate) {
        return new Schedule(Kind.LINEAR, rate, 0);
    }

    /** Falling to 0 by half a period of the cosine. */
    public static Schedule cosine(double rate) {
        return new Schedule(Kind.COSINE, rate, 0);
    }

    /** Falling with the square root of the step. */
    public static Schedule inverseSquareRoot(double rate) {
        return new Schedule(Kind.INVERSE_SQUARE_ROOT, rate, 0);
    }

    /** Returns a schedule that rises from 0 over so many steps first. */
    public Schedule warmUp(long steps) {
        return new Schedule(kind, rate, steps);
    }

    /**
     * The learning rate of a step.
     *
     * @param step from 0
     * @param steps of the whole run
     */
    public double rate(long step, long steps) {
        return rate * factor(step, steps);
    }

    private double factor(long step, long steps) {
        if (step < warmUp) {
            return (double) step / Math.max(1, warmUp);
        }
        double progress = (double) (step - warmUp) / Math.max(1, steps - warmUp);
        return switch (kind) {
            case CONSTANT -> 1;
            case LINEAR -> Math.max(0, (double) (steps - step) / Math.max(1, steps - warmUp));
            case COSINE -> Math.max(0, 0.5 * (1 + StrictMath.cos(Math.PI * progress)));
            case INVERSE_SQUARE_ROOT -> {
                double scale = warmUp > 0 ? warmUp : TIME_SCALE;
                yield 1 / Math.sqrt((step + scale - warmUp) / scale);
            }
        };
    }
}
