/**
 * Entities of a text in colours. Enters: glosses, of which rows for {@code attar train} are made; texts. Leaves: the persons, places and
 * times of a text, on the terminal and as HTML. Uses the runtime's tasks, the class generated from {@code Names.attar}, and {@code data}.
 */
package dev.attar.examples.wordnet.entities;
