package dev.attar.examples.benchmarks.engine;

/**
 * Hidden states as an engine returned them, in one array or in several. They are not moved, so that no time goes into it.
 *
 * @param arrays what came back
 * @param places where each sequence begins
 */
public record Hidden(float[][] arrays, Place[] places) {
    /** A sequence's first float in one of the arrays; its rows follow one another. */
    public record Place(int array, int first) {}

    /** The floats of one sequence of so many tokens, row-major; a copy. */
    public float[] of(int sequence, int tokens, int width) {
        Place place = places[sequence];
        float[] values = new float[tokens * width];
        System.arraycopy(arrays[place.array()], place.first(), values, 0, values.length);
        return values;
    }
}
