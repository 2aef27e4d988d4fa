package dev.attar.runtime.train.data;

import dev.attar.runtime.training.Labels;
import java.util.Set;

/**
 * Hides tokens that are to be found again: of those that are chosen 80 % become the mask, 10 % a random token and 10 % stay as
 * they are. What is chosen depends on seed, epoch and example, and on nothing else.
 *
 * <p>Source: Devlin et al. 2019, section 3.1.
 *
 * @param mask the id of the mask
 * @param share how many tokens are chosen: 0.15
 * @param never ids that are never chosen: special tokens
 */
public record Masking(int mask, double share, Set<Integer> never) {
    public Masking {
        never = Set.copyOf(never);
        if (!(0 < share && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share of " + share + " of tokens to hide; it is above 0 and at most 1");
        }
    }

    /**
     * @param ids are changed
     * @return the label of each token: what it was, or {@link Labels#IGNORED}
     */
    int[] hide(int[] ids, boolean[] fixed, int vocabulary, Randomness random) {
        int[] labels = new int[ids.length];
        for (int t = 0; t < ids.length; t++) {
            double chosen = random.uniform();
            double how = random.uniform();
            int other = random.below(vocabulary);
            labels[t] = Labels.IGNORED;
            if (!fixed[t] && chosen < share && !never.contains(ids[t])) {
                labels[t] = ids[t];
                ids[t] = how < 0.8 ? mask : how < 0.9 ? other : ids[t];
            }
        }
        return labels;
    }
}
