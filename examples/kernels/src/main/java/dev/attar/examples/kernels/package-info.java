/**
 * JMH benchmarks of generated kernels. Enters: a spec. Leaves: times, rates, and shares of the machine's peak. Uses the compiler
 * in memory and the runtime; no product depends on it.
 */
package dev.attar.examples.kernels;
