package dev.attar.runtime.generate;

/** How the next token is chosen. */
public sealed interface Strategy {
    /** The likeliest token, the first of equal ones. */
    record Greedy() implements Strategy {}

    /**
     * A random token by the model's probabilities, after these cuts, in this order.
     *
     * @param temperature scores are divided by it
     * @param topK only the so many likeliest tokens; 0: all
     * @param topP only the likeliest tokens that have so much of the probability together; 1: all
     * @param minP only tokens so many times as likely as the likeliest; 0: all
     * @param seed the same seed gives the same text, whatever runs beside it
     */
    record Sampling(double temperature, int topK, double topP, double minP, long seed) implements Strategy {
        /** @throws IllegalArgumentException when a value is outside of its range */
        public Sampling {
            if (!(temperature > 0) || Double.isInfinite(temperature)) {
                throw new IllegalArgumentException("a temperature of " + temperature + "; it must be more than 0");
            }
            if (topK < 0) {
                throw new IllegalArgumentException("the " + topK + " likeliest tokens; give 0 for all, or more");
            }
            if (!(topP > 0 && topP <= 1) || !(minP >= 0 && minP <= 1)) {
                throw new IllegalArgumentException(
                        "top-p " + topP + " and min-p " + minP + "; give top-p above 0 to 1, and min-p 0 to 1");
            }
        }

        /** By the model's own probabilities. */
        public static Sampling of(long seed) {
            return new Sampling(1, 0, 1, 0, seed);
        }
    }

    /**
     * Beam search: so many beginnings are continued side by side, those of the highest sums of log-probabilities.
     *
     * @param count beginnings at once
     * @param best how many finished texts are given, best first; at most {@code count}
     * @param lengthPenalty a text's score is the sum of its log-probabilities divided by its length to this power
     * @param stop when to stop looking for better ones
     */
    record Beams(int count, int best, double lengthPenalty, EarlyStopping stop) implements Strategy {
        /** @throws IllegalArgumentException when a value is outside of its range */
        public Beams {
            if (count < 1 || best < 1 || best > count) {
                throw new IllegalArgumentException("the " + best + " best of " + count
                        + " beams; give 1 or more beams, and no more texts than beams");
            }
            if (!Double.isFinite(lengthPenalty)) {
                throw new IllegalArgumentException("a length penalty of " + lengthPenalty + "; it must be a number");
            }
        }

        /** The best one of so many, score divided by length, with the usual stopping. */
        public static Beams of(int count) {
            return new Beams(count, 1, 1, EarlyStopping.WHEN_UNLIKELY);
        }
    }

    /** When beam search stops; in all cases once no beginning can be continued. */
    enum EarlyStopping {
        /** As soon as there are as many finished texts as beams: transformers' {@code True}. */
        WHEN_FULL,
        /** When they are there, and the best beginning has a lower score at its present length: transformers' {@code False}. */
        WHEN_UNLIKELY,
        /** When they are there, and the best beginning cannot have a higher score at any length: transformers' {@code "never"}. */
        WHEN_IMPOSSIBLE
    }
}
