package dev.attar.runtime.text.task;

/** How a row of scores becomes probabilities. A spec says it of its head: {@code probability sigmoid}. */
public enum Probability {
    /** exp(score) over the sum of all classes: one of them holds. */
    SOFTMAX,
    /** 1 / (1 + exp(-score)): each holds or not, whatever the others do. */
    SIGMOID,
    /** It does not: scores are what one wants, or are probabilities already, as of a head with {@code softmax}. */
    NONE;

    /** The probabilities of one row of scores. */
    public float[] of(float[] scores) {
        float[] result = scores.clone();
        switch (this) {
            case NONE -> {}
            case SIGMOID -> {
                for (int i = 0; i < result.length; i++) {
                    result[i] = (float) (1 / (1 + Math.exp(-(double) scores[i])));
                }
            }
            case SOFTMAX -> {
                double largest = Double.NEGATIVE_INFINITY;
                for (float score : scores) {
                    largest = Math.max(largest, score);
                }
                double sum = 0;
                for (float score : scores) {
                    sum += Math.exp(score - largest);
                }
                for (int i = 0; i < result.length; i++) {
                    result[i] = (float) (Math.exp(scores[i] - largest) / sum);
                }
            }
        }
        return result;
    }
}
