/**
 * Metrics: how good the scores of a model are.
 *
 * <p>Enters: batches and the scores of their rows. Leaves: named numbers. Uses {@code runtime.training} and {@code data}.
 */
package dev.attar.runtime.train.metric;
