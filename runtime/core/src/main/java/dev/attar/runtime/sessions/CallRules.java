package dev.attar.runtime.sessions;

import dev.attar.runtime.CallException;
import dev.attar.runtime.CallException.Reason;
import dev.attar.runtime.Options;
import dev.attar.runtime.workers.CallLimit;
import java.time.Duration;

/** What {@link Options} ask of each call of a session. */
public record CallRules(Options options) {
    private static final int INFINITY = 0x7f800000;

    /** The limit of a call that this thread makes now. */
    public CallLimit limit() {
        if (!options.interruptible() && options.longestCall().isEmpty()) {
            return CallLimit.NONE;
        }
        Thread caller = options.interruptible() ? Thread.currentThread() : null;
        return options.longestCall()
                .map(time -> new CallLimit(caller, true, System.nanoTime() + nanos(time)))
                .orElseGet(() -> new CallLimit(caller, false, 0));
    }

    /** How the caller is told that a call came to its limit. */
    public CallException ended(String model, CallLimit.Ended limit) {
        return limit.isLate()
                ? new CallException(
                        Reason.LATE,
                        "a call of " + model + " took longer than "
                                + options.longestCall().orElseThrow()
                                + ": give it more time (Options.withLongestCall), or less to do")
                : new CallException(Reason.INTERRUPTED, "the thread was interrupted in a call of " + model);
    }

    /**
     * Looks at the values of a result, where it is asked for.
     *
     * @throws CallException when one is NaN or infinite
     */
    public void check(String model, float[] values, int from, int count, int columns) {
        if (!options.finiteOutputs() || largest(values, from, count) < INFINITY) {
            return;
        }
        int at = from;
        while (Float.isFinite(values[at])) {
            at++;
        }
        throw new CallException(
                Reason.NOT_FINITE,
                model + " gives " + values[at] + " in row " + (at - from) / columns + ", column "
                        + (at - from) % columns
                        + ": its weights are too large for this input, or damaged; see attar verify");
    }

    /** A loop that HotSpot makes vectors of: without its sign, the largest number has the largest bits. */
    private static int largest(float[] values, int from, int count) {
        int largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & 0x7fffffff);
        }
        return largest;
    }

    private static long nanos(Duration time) {
        try {
            return Math.min(time.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException longer) {
            return Long.MAX_VALUE / 2; // 146 years
        }
    }
}
