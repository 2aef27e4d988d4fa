package dev.attar.examples.benchmarks.engine;

/** Something that runs a decoder, and keeps keys and values. */
public interface DecoderEngine extends AutoCloseable {
    /** What samples and tables call it. */
    EngineName name();

    /**
     * Conversations that have all read a prompt, and are as long before each step as they were before the one before.
     *
     * @param conversations how many, all alike; they are continued together
     * @return one more token for each of them, and their logits in an array of the JVM's
     */
    Timed steps(int conversations, int[] prompt) throws Exception;

    /** Reading a prompt from its beginning: the logits after its last token. */
    Timed reading(int[] prompt) throws Exception;

    /** The logits after a prompt, then after each further token, one row after another. */
    float[] logits(int[] prompt, int[] further) throws Exception;

    @Override
    void close();
}
