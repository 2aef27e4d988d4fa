package dev.attar.runtime.text.task;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The places of the highest of many numbers. */
final class Highest {
    private Highest() {}

    /** The highest first; of equal ones the first. */
    static int[] of(float[] values, int count) {
        Comparator<Integer> worstFirst =
                Comparator.<Integer>comparingDouble(i -> values[i]).thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
        for (int i = 0; i < values.length; i++) {
            if (best.size() < count) {
                best.add(i);
            } else if (values[i] > values[best.element()]) {
                best.remove();
                best.add(i);
            }
        }
        int[] places = new int[best.size()];
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = best.remove();
        }
        return places;
    }
}
