package dev.attar.runtime.generate.scores;

import java.util.Arrays;
import java.util.Objects;

/** The tokens of one text: those that were given, then those that were generated. */
public final class TokenHistory {
    private final int given;
    private int[] tokens;
    private int length;

    /** The tokens that were given; none is generated yet. */
    public TokenHistory(int... given) {
        this(given.clone(), given.length, given.length);
    }

    private TokenHistory(int[] tokens, int length, int given) {
        this.tokens = tokens;
        this.length = length;
        this.given = given;
    }

    /** All tokens. */
    public int length() {
        return length;
    }

    /** How many of them were given. */
    public int given() {
        return given;
    }

    /** How many of them were generated. */
    public int generated() {
        return length - given;
    }

    /** The token at a place, from 0. */
    public int at(int place) {
        return tokens[Objects.checkIndex(place, length)];
    }

    /** The last token. */
    public int last() {
        return at(length - 1);
    }

    /** Adds a generated token. */
    public void add(int token) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(16, 2 * length));
        }
        tokens[length++] = token;
    }

    /** Another history with the same tokens. */
    public TokenHistory copy() {
        return new TokenHistory(tokens.clone(), length, given);
    }

    /** The tokens from a place on. */
    public int[] from(int place) {
        return Arrays.copyOfRange(tokens, place, length);
    }

    /** Whether the last tokens are these. */
    public boolean endsWith(int[] last, int count) {
        if (count > length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (tokens[length - count + i] != last[i]) {
                return false;
            }
        }
        return true;
    }
}
