package dev.attar.runtime.training;

/**
 * What a model made of a batch. The mean loss of several batches is the quotient of the sums of both numbers.
 *
 * @param loss the sum of the losses
 * @param count what is labelled: rows, or numbers, or the sum of their class weights
 * @param scores what the head said of each row
 */
public record BatchResult(double loss, double count, Scores scores) {}
