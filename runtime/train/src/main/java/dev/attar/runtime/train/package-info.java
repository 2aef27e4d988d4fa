/**
 * Training: {@link dev.attar.runtime.train.Fit} teaches a {@link dev.attar.runtime.TrainableModel} from files of
 * examples.
 *
 * <p>Enters: a model, its task, data, and how to train. Leaves: a weight file, checkpoints, a history and a report in one
 * folder. A run is a function of model, weights, data, settings and seed: the same bits on every machine, also when it was
 * stopped in between and resumed. Uses the packages below it, {@code runtime} and {@code runtime.text}.
 */
package dev.attar.runtime.train;
