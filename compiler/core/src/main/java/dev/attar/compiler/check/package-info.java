/**
 * What a spec means.
 * <p>Enters: a {@code SpecFile}. Leaves: a {@link dev.attar.compiler.check.ModelSpec}, every name resolved and every number
 * evaluated, or diagnostics; and the tensor IR of that spec. Uses: {@code source}, {@code syntax} and {@code model}.
 */
package dev.attar.compiler.check;
