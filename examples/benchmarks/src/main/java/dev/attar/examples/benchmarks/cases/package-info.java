/**
 * What is measured, and what has been: cases, their JVMs' samples on disk and in memory. Uses the programs that measure; draws no
 * tables.
 */
package dev.attar.examples.benchmarks.cases;
