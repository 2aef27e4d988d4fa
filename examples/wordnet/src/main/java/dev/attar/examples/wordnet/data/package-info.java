/**
 * WordNet as the examples read it. Enters: the files of WordNet in a jar of Maven Central. Leaves: meanings with their relations, and
 * files of rows for {@code attar train}. Uses nothing but the JDK.
 */
package dev.attar.examples.wordnet.data;
