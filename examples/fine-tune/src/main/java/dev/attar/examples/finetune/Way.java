package dev.attar.examples.finetune;

import java.util.List;

/**
 * A way to fine-tune.
 *
 * @param what learns
 * @param options of {@code attar train}
 */
record Way(String name, String what, List<String> options) {
    private static final List<String> EPOCHS = List.of("--epochs", "5", "--schedule", "linear", "--warm-up", "20");

    /** From the least that learns to the most. */
    static final List<Way> ALL = List.of(
            new Way("frozen", "the head", List.of("--freeze", "all-but-head", "--rate", "2e-2")),
            new Way("lora", "the head, and adapters of rank 8", List.of("--lora", "8", "--rate", "2e-3")),
            new Way("full", "everything", List.of("--rate", "2e-4")));

    /** The options with those that all ways share. */
    List<String> command() {
        return java.util.stream.Stream.concat(options.stream(), EPOCHS.stream()).toList();
    }
}
