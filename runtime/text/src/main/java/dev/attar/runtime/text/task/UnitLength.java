package dev.attar.runtime.text.task;

/**
 * {@code x / max(|x|, 1e-12)}, with the sum of squares in the order of generated code: 16 partial sums, then a tree. So the vector
 * of a text has the bits that the model's own {@code normalize} gives.
 */
final class UnitLength {
    private static final int PARTIAL_SUMS = 16;

    private UnitLength() {}

    static float[] of(float[] vector) {
        float[] sums = new float[PARTIAL_SUMS];
        for (int i = 0; i < vector.length; i++) {
            sums[i % PARTIAL_SUMS] += vector[i] * vector[i];
        }
        for (int half = PARTIAL_SUMS / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        float length = Math.max((float) Math.sqrt(sums[0]), 1e-12f);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }
}
