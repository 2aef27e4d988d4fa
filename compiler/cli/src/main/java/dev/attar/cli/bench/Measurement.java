package dev.attar.cli.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a batch costs, medians over rounds; times in seconds, rates per second.
 *
 * @param target what ran: model, vectors, output
 * @param threads that a call can have
 * @param rounds calls that were measured
 * @param seconds of a whole call, as its caller sees it
 * @param low a quarter of the calls took no longer
 * @param high a quarter of the calls took at least this
 * @param flops of the products of the model, for this batch
 * @param peak FLOP per second of the machine's multiply-adds on as many threads, measured before and after, the better one; of a
 *     device, its own; empty when this JVM has no vectors
 * @param steps in execution order
 * @param outside in a call but in no step: inputs checked, workers called, the result copied
 */
public record Measurement(
        Target target,
        Workload workload,
        int threads,
        int rounds,
        double seconds,
        double low,
        double high,
        long flops,
        OptionalDouble peak,
        List<Step> steps,
        double outside) {
    public Measurement {
        steps = List.copyOf(steps);
    }

    /**
     * @param how what computes, for people
     * @param lanes floats in a vector; 1: plain Java; 0 on a device
     */
    public record Target(String model, String how, int lanes, String output) {}

    /**
     * A step of the program, all layers together.
     *
     * @param number as in the generated source
     * @param computes the value and its shape
     * @param times how often it runs in a call, once for each layer
     * @param seconds of all together
     * @param fastest seconds in the fastest layer
     * @param slowest seconds in the slowest layer
     * @param waiting share of its time that the threads were not in it: they waited for the others, or had not come yet
     * @param weightBytes packed weights that it reads
     * @param activationBytes activations that it reads and writes, each value once
     */
    public record Step(
            String number,
            String computes,
            String kernel,
            int times,
            double seconds,
            double fastest,
            double slowest,
            double waiting,
            long flops,
            long weightBytes,
            long activationBytes) {
        long bytes() {
            return weightBytes + activationBytes;
        }
    }

    /** Seconds of all steps, without what is outside of them. */
    double inSteps() {
        return steps.stream().mapToDouble(Step::seconds).sum();
    }
}
