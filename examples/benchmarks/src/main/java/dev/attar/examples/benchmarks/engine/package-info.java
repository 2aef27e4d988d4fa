/**
 * The engines that are measured: a model and a number of threads go in, calls come out. Uses the generated models and the other
 * engines' libraries; knows nothing of what is measured.
 */
package dev.attar.examples.benchmarks.engine;
