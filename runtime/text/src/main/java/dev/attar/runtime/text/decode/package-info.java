/** Decoding: tokens become text again. Uses {@code normalize} for bytes as characters, and {@code pattern}. */
package dev.attar.runtime.text.decode;
