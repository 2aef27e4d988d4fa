package dev.attar.runtime.text.task;

/** The mean of the vectors of a text's parts; of one vector that vector, to the bit. */
final class WeightedMean {
    private final float[] sum;
    private float[] first;
    private int weight;

    WeightedMean(int dimension) {
        this.sum = new float[dimension];
    }

    void add(float[] vector, int times) {
        first = weight == 0 ? vector : null;
        weight += times;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i] * times;
        }
    }

    int weight() {
        return weight;
    }

    float[] vector() {
        if (first != null) {
            return first;
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sum[i] / weight;
        }
        return mean;
    }
}
