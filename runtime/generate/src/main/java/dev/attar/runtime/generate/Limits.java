package dev.attar.runtime.generate;

/**
 * How much a scheduler takes on.
 *
 * @param mostTexts texts that are under way at once; beam search counts as one
 * @param mostBytes what all of them may need for their keys and values, each with as many tokens as it may have
 * @param tokensOfPrompts the most tokens of prompts that are read in one step, so that running texts are not held up for long
 * @param whenFull what happens to a text that there is no room for at the moment
 */
public record Limits(int mostTexts, long mostBytes, int tokensOfPrompts, WhenFull whenFull) {
    /** What happens to a text that there is no room for at the moment. */
    public enum WhenFull {
        /** It waits until others have ended, first come, first served. */
        WAIT,
        /** It is refused with {@link GenerationException.Reason#BUSY}. */
        REFUSE
    }

    /** @throws IllegalArgumentException when a number is less than 1 */
    public Limits {
        if (mostTexts < 1 || mostBytes < 1 || tokensOfPrompts < 1) {
            throw new IllegalArgumentException("limits of " + mostTexts + " texts, " + mostBytes + " bytes, "
                    + tokensOfPrompts + " tokens in a step: give 1 or more");
        }
    }

    /** 64 texts, half of what the JVM may take as its heap, 512 tokens of prompts; others wait. */
    public static Limits defaults() {
        return new Limits(64, Math.max(1, Runtime.getRuntime().maxMemory() / 2), 512, WhenFull.WAIT);
    }

    public Limits withMostTexts(int texts) {
        return new Limits(texts, mostBytes, tokensOfPrompts, whenFull);
    }

    public Limits withMostBytes(long bytes) {
        return new Limits(mostTexts, bytes, tokensOfPrompts, whenFull);
    }

    public Limits withWhenFull(WhenFull what) {
        return new Limits(mostTexts, mostBytes, tokensOfPrompts, what);
    }
}
