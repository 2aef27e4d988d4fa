/**
 * Topics of texts: k-means of Spark ML on the vectors of a generated model.
 *
 * <p>Enters: plain text files. Leaves: for each topic how many passages it has, and the one nearest to its middle. Uses
 * {@code attar-spark}, Spark, and the model of {@code examples/semantic-search}.
 */
package dev.attar.examples.spark;
