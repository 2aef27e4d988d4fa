package dev.attar.examples.benchmarks.cases;

import java.util.Locale;

/** Cases that are shown in one table. */
public enum Group {
    /** Sequences of one length. */
    CALLS,
    /** Weights in two bytes beside weights in four. */
    BF16,
    /** Real sentences of all lengths in one batch. */
    MIXED,
    /** Sequences of thousands of tokens. */
    LONG,
    /** A process from its start to its first result. */
    START,
    /** Many callers, idle threads, memory. */
    SERVICE,
    /** Steps of training. */
    TRAIN,
    /** Decoders: steps, prompts, the first token. */
    DECODE;

    /** What the command line calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
