package dev.attar.runtime.training;

/**
 * Where dropout takes its random numbers from: a function of the key and the place, so the parts of a batch drop what the whole
 * batch would.
 *
 * @param key another one for each optimizer step
 * @param tokensBefore the tokens of this step in earlier calls
 * @param sequencesBefore the sequences of this step in earlier calls
 * @param sourceTokensBefore the tokens of translators' sources of this step in earlier calls
 */
public record DropoutSeed(long key, int tokensBefore, int sequencesBefore, int sourceTokensBefore) {
    /** Of a model without sources. */
    public DropoutSeed(long key, int tokensBefore, int sequencesBefore) {
        this(key, tokensBefore, sequencesBefore, 0);
    }
}
