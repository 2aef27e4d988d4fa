package dev.attar.runtime.spark.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The gradients of all trained parameters one after another, cut into ranges of equal length: each range is added up by another task,
 * so no machine receives the gradients of all batches.
 *
 * @param elements of the gradients together
 * @param count how many ranges there are
 */
record Ranges(long elements, int count) implements Serializable {
    private int length() {
        return Math.toIntExact(Math.ceilDiv(elements, count));
    }

    /** The ranges of the gradients of one batch. */
    List<Answer.Slice> cut(int number, float[][] gradients) {
        List<Answer.Slice> slices = new ArrayList<>();
        for (int range = 0; range < count; range++) {
            long begin = Math.min(elements, (long) range * length());
            int floats = (int) (Math.min(elements, begin + length()) - begin);
            float[] values = new float[floats];
            each(
                    gradients,
                    begin,
                    floats,
                    (parameter, from, at, some) -> System.arraycopy(gradients[parameter], from, values, at, some));
            slices.add(new Answer.Slice(number, range, values));
        }
        return slices;
    }

    /** The slices of one range added up in the order of their batches, from 0 on. */
    static Answer.Slice sum(int range, List<Answer.Slice> slices) {
        List<Answer.Slice> inOrder = slices.stream()
                .sorted(Comparator.comparingInt(Answer.Slice::number))
                .toList();
        float[] sum = new float[inOrder.getFirst().values().length];
        for (Answer.Slice slice : inOrder) {
            float[] values = slice.values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        return new Answer.Slice(0, range, sum);
    }

    /** Puts a range where it belongs. */
    void put(Answer.Slice slice, float[][] gradients) {
        each(
                gradients,
                (long) slice.range() * length(),
                slice.values().length,
                (parameter, from, at, some) -> System.arraycopy(slice.values(), at, gradients[parameter], from, some));
    }

    private interface Piece {
        /**
         * @param from the first element in the parameter
         * @param at the first element in the range
         */
        void copy(int parameter, int from, int at, int elements);
    }

    private static void each(float[][] gradients, long begin, int floats, Piece piece) {
        long start = 0;
        for (int p = 0; p < gradients.length; p++) {
            long from = Math.max(begin, start);
            long end = Math.min(begin + floats, start + gradients[p].length);
            if (from < end) {
                piece.copy(p, (int) (from - start), (int) (from - begin), (int) (end - from));
            }
            start += gradients[p].length;
        }
    }
}
