/**
 * Vectors of a generated model in a Lucene index. Enters: plain texts and questions. Leaves: the passages nearest to each question. Uses the
 * runtime, its tasks, the class generated from {@code MiniLmL6.attar}, and lucene-core.
 */
package dev.attar.examples.lucene;
