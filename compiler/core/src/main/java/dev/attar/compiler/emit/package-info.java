/**
 * What the emitters share: the names of the runtime's types, a program's plan as Java code, the numbers of its steps, and which
 * small functions its loops call.
 *
 * <p>Enters: a scheduled {@link dev.attar.compiler.loops.LoopProgram}. Leaves: pieces of source. Uses {@code loops} and JavaPoet.
 */
package dev.attar.compiler.emit;
