/**
 * Checkpoints: all that a run needs to go on with the same bits.
 *
 * <p>Enters: a {@link dev.attar.runtime.TrainableModel} and the counters of the loop. Leaves: for each checkpoint the
 * files {@code step-N.weights.safetensors}, {@code step-N.moments.safetensors} and, last, {@code step-N.json}, without which
 * it does not count. Uses {@code runtime}, {@code runtime.training} and Jackson.
 */
package dev.attar.runtime.train.checkpoint;
