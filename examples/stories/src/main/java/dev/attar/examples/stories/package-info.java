/** Text for a small decoder to learn from: WordNet's definitions, and a vocabulary of pieces of words that is made from them. */
package dev.attar.examples.stories;
