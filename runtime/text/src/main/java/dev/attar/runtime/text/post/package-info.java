/**
 * Post-processing: special tokens around the tokens of one or two texts, segments, and blanks trimmed from places.
 *
 * <p>Uses nothing of Attar.
 */
package dev.attar.runtime.text.post;
