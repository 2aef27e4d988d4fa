package dev.attar.runtime.training;

/**
 * What changes from one update to the next.
 *
 * @param rate the learning rate of this step
 * @param step the number of this update, from 1: Adam corrects its moments by it
 * @param count what the gradients are divided by: the count of all batches since the last update
 */
public record UpdateSettings(double rate, long step, double count) {}
