/**
 * What people see: measurements go in, Markdown tables, the file of results and a plot come out. Uses the cases; measures nothing.
 */
package dev.attar.examples.benchmarks.report;
