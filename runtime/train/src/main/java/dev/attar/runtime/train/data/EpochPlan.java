package dev.attar.runtime.train.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which examples make which batch of an epoch. A function of data, batching, seed and the epoch's number. */
public final class EpochPlan {
    private final int[] order;
    private final int[] starts;

    private EpochPlan(int[] order, int[] starts) {
        this.order = order;
        this.starts = starts;
    }

    /** @param epoch from 0 */
    public static EpochPlan of(Dataset data, Batching batching, long seed, int epoch) {
        int[] order = batching.shuffled() ? Randomness.of(seed, 1, epoch).permutation(data.size()) : given(data.size());
        List<Integer> starts = new ArrayList<>(List.of(0));
        int tokens = 0;
        for (int i = 0; i < order.length; i++) {
            int more = data.tokens(order[i]);
            int inBatch = i - starts.getLast();
            boolean full = batching.sequences() > 0 && inBatch == batching.sequences()
                    || batching.tokens() > 0 && inBatch > 0 && tokens + more > batching.tokens();
            if (full) {
                starts.add(i);
                tokens = 0;
            }
            tokens += more;
        }
        starts.add(order.length);
        return new EpochPlan(order, starts.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] given(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        return order;
    }

    public int batches() {
        return starts.length - 1;
    }

    /** The examples of a batch. */
    public int[] examples(int batch) {
        return Arrays.copyOfRange(order, starts[batch], starts[batch + 1]);
    }
}
