package dev.attar.runtime.generate.scores;

import java.util.Arrays;

/** Keeps the so many tokens of the highest scores, and those that have the same score as the last of them. */
public final class TopK implements LogitsProcessor {
    private final int k;
    private float[] heap = {};

    /** @throws IllegalArgumentException when it is less than 1 */
    public TopK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("the " + k + " likeliest tokens; give 1 or more");
        }
        this.k = k;
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        if (k >= scores.length) {
            return;
        }
        float least = kth(scores);
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < least) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** The k-th largest score, by a heap of the k largest so far whose root is the least. */
    private float kth(float[] scores) {
        if (heap.length != k) {
            heap = new float[k];
        }
        Arrays.fill(heap, Float.NEGATIVE_INFINITY);
        for (float score : scores) {
            if (score > heap[0]) {
                sink(score);
            }
        }
        return heap[0];
    }

    private void sink(float score) {
        int place = 0;
        while (2 * place + 1 < k) {
            int child = 2 * place + 1;
            if (child + 1 < k && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= score) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = score;
    }
}
