/**
 * Patterns that tokenizer files split and replace by.
 *
 * <p>The patterns that models are known by have scanners of their own, linear in the text. Every other pattern is translated
 * to a {@link dev.attar.runtime.text.pattern.Regex} that counts its steps and refuses a text that takes too many; what
 * cannot be translated is refused when the file is read. Uses {@code unicode}.
 */
package dev.attar.runtime.text.pattern;
