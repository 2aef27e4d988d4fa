/**
 * Training over a cluster: the batches of each optimizer step are computed side by side by the executors, each with a replica of the
 * model, and their gradients are added up in one fixed order.
 *
 * <p>Enters: a class generated for training, weights that every executor can find, the batches of
 * {@link dev.attar.runtime.train.Fit}. Leaves: a {@link dev.attar.runtime.TrainableModel}, whose bits do not depend on how many
 * executors there are.
 */
package dev.attar.runtime.spark.training;
