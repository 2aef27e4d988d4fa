/**
 * Attar beside other engines: the same model, weights, inputs, machine and minute; a command line comes in, tables go out. Uses
 * the packages below it; no product depends on it.
 */
package dev.attar.examples.benchmarks;
