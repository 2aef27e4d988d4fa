package dev.attar.runtime.generate;

import dev.attar.runtime.decode.Sequence;
import java.util.Arrays;

/** The beginning of prompts, read once by {@link Scheduler#prefix} and shared by all texts that begin with it. Its owner closes it. */
public final class Prefix implements AutoCloseable {
    private final Scheduler scheduler;
    private final Sequence sequence;
    private final int[] tokens;

    Prefix(Scheduler scheduler, Sequence sequence, int[] tokens) {
        this.scheduler = scheduler;
        this.sequence = sequence;
        this.tokens = tokens;
    }

    /** A sequence that begins with it. */
    Sequence fork(Scheduler by) {
        if (by != scheduler) {
            throw new IllegalStateException("the prefix belongs to another scheduler");
        }
        return sequence.fork();
    }

    /** Its tokens and some more. */
    int[] with(int[] rest) {
        int[] all = Arrays.copyOf(tokens, tokens.length + rest.length);
        System.arraycopy(rest, 0, all, tokens.length, rest.length);
        return all;
    }

    /** How many tokens it has. */
    public int length() {
        return tokens.length;
    }

    /** Lets go of it; texts that began with it are not disturbed. */
    @Override
    public void close() {
        scheduler.drive(() -> true, () -> {
            sequence.close();
            return null;
        });
    }
}
