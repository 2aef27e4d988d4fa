package dev.attar.runtime.train;

/** What is written at the end of a model that learned by low-rank adapters; of any other, all weights are. */
public enum Saved {
    /** Plain weights, with the adapters merged into them: {@code NAME.safetensors}. */
    MERGED,
    /** What was learned alone: {@code NAME.adapters.safetensors}. */
    ADAPTERS
}
