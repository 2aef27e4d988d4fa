package dev.attar.runtime.spark;

import java.io.Serializable;

/**
 * What an executor needs to load a model; sent to it with each task.
 *
 * @param className the class that Attar generated for the model, on the executors' class path
 * @param weights the file of its weights: an absolute path, or the name of a file that was sent with {@code --files}
 * @param tokenizer the file of its tokenizer, likewise
 * @param threads the most threads that work on it at once
 */
record ModelSource(String className, String weights, String tokenizer, int threads) implements Serializable {}
