/**
 * The model of the article that this project began from, on a real task with a label for each token: letters of English
 * definitions are restored where a third of them are hidden.
 */
package dev.attar.examples.article;
