/**
 * The programs that measure, one JVM each: a case goes in as arguments, samples come out on standard output. Uses the engines and
 * the models; prints nothing for people.
 */
package dev.attar.examples.benchmarks.measure;
