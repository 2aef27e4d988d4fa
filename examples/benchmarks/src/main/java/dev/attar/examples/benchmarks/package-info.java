/**
 * Attar beside other engines: the same model, weights, inputs, machine and minute; times come out. Uses the runtime, the
 * model that the similarity example generates, and the other engines. No product depends on it.
 */
package dev.attar.examples.benchmarks;
