/**
 * What a model that can be trained offers, and what it is given: {@link dev.attar.runtime.TrainableModel} stands
 * between the loop that trains (batches, schedule, checkpoints) and the code that computes (forward, backward, optimizer).
 *
 * <p>Enters: a {@link dev.attar.runtime.TrainingBatch}. Leaves: a
 * {@link dev.attar.runtime.training.BatchResult}; gradients, moments and parameters stay with the model and can be copied out
 * and in. May use {@code runtime} and the JDK.
 */
package dev.attar.runtime.training;
