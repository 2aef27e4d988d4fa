package dev.attar.runtime.server.model;

/**
 * What is told about a model, by {@code /info} and when the server starts.
 *
 * @param spec the model's name in its spec
 * @param parameters how many weights it has
 * @param context longest sequence, in tokens
 * @param vocabulary number of tokens
 * @param computedBy the processor or a device, for people
 * @param threads that work on it at most
 * @param element how matrices are kept in memory, such as {@code fp32}
 */
public record ModelFacts(
        String spec, long parameters, int context, int vocabulary, String computedBy, int threads, String element) {}
