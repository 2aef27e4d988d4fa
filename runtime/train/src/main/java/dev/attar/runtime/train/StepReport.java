package dev.attar.runtime.train;

/**
 * What one optimizer step has done.
 *
 * @param step from 1
 * @param epoch from 1
 * @param loss the mean over all that is labelled in the step; NaN where nothing is
 * @param gradientNorm before clipping
 * @param skipped whether the step was left out, because a loss or a gradient was not finite
 */
public record StepReport(
        long step, int epoch, double loss, double gradientNorm, double rate, long tokens, boolean skipped) {}
