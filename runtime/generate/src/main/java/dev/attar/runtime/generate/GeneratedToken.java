package dev.attar.runtime.generate;

import java.util.List;

/**
 * A token that was generated.
 *
 * @param logProbability by the model, before any rule; in beam search with the rules of the settings
 * @param top the likeliest tokens at this place, likeliest first, as many as were asked for; none in beam search
 */
public record GeneratedToken(int id, float logProbability, List<Alternative> top) {
    public GeneratedToken {
        top = List.copyOf(top);
    }

    /** A token that might have been chosen. */
    public record Alternative(int id, float logProbability) {}
}
