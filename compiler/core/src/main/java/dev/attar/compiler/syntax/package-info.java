/**
 * What was written, and nothing about what it means.
 * <p>Enters: a {@code Source}. Leaves: a {@link dev.attar.compiler.syntax.SpecFile} of entries, words and expressions, with
 * whatever was wrong with its form. Uses: {@code source} and the generated parser in {@code dev.attar.grammar}.
 */
package dev.attar.compiler.syntax;
