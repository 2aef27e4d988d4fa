/**
 * Pre-tokenisation: a normalised text becomes words, which the model then cuts into tokens one by one.
 *
 * <p>Uses {@code normalize}, {@code pattern} and {@code unicode}.
 */
package dev.attar.runtime.text.split;
