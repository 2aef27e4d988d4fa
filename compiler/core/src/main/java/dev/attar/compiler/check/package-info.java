/**
 * Finds out what a spec means.
 *
 * <p>Enters: a {@link dev.attar.compiler.syntax.SpecFile}. Leaves: a {@link dev.attar.compiler.check.ModelSpec}, in which every
 * name is resolved and every rule of the language holds, and its {@link dev.attar.compiler.model.ModelGraph}; or a
 * {@link dev.attar.compiler.source.Refused} with everything that is wrong. Uses {@code source}, {@code syntax} and
 * {@code model}.
 */
package dev.attar.compiler.check;
