package dev.attar.runtime.train;

/**
 * Which number of the validation data says which weights are the best.
 *
 * @param name {@code loss} or a metric's
 */
public record Monitor(String name) {
    /** The loss, the smaller the better. */
    public static final Monitor LOSS = new Monitor("loss");

    public Monitor {
        name = name.startsWith("val_") ? name.substring(4) : name;
    }

    /** Whether a value is better than the best so far; NaN never is. */
    public boolean isBetter(double value, double best) {
        boolean smaller = name.equals("loss") || name.equals("perplexity");
        return !Double.isNaN(value) && (Double.isNaN(best) || (smaller ? value < best : value > best));
    }
}
