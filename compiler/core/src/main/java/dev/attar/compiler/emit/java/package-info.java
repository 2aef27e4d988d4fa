/**
 * Prints scheduled loops as Java source: one public class for the model, one class for each vector width, one of plain scalar
 * code.
 *
 * <p>Enters: a scheduled {@link dev.attar.compiler.loops.LoopProgram} for each width. Leaves: files. Decides nothing: every loop,
 * name and number is in the loops already. Uses {@code loops} and JavaPoet; the generated code uses
 * {@code dev.attar.runtime.kernel}, {@code dev.attar.runtime} and the Vector API.
 */
package dev.attar.compiler.emit.java;
