package dev.attar.examples.benchmarks.measure;

/** What a process that is timed from its start prints. */
final class FirstEmbedding {
    static final String MARK = "embedding ";

    /** "hello world" and its special tokens. */
    static final int[] IDS = {101, 7592, 2088, 102};

    private FirstEmbedding() {}

    static void print(float[] embedding) {
        System.out.println(MARK + embedding[0] + " " + embedding[1] + " " + embedding[2]);
    }
}
