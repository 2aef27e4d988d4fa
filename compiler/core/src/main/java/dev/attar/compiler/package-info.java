/**
 * The compiler as its callers see it: {@link dev.attar.compiler.Compiler} is the pipeline from a spec to files, and what it is asked
 * for is in {@link dev.attar.compiler.CompileOptions}; {@link dev.attar.compiler.StageText} shows any stage of it; {@link dev.attar.compiler.GeneratedClasses} compiles those files in memory and loads them.
 *
 * <p>Enters: a {@link dev.attar.compiler.source.Source}. Leaves: an {@link dev.attar.compiler.Emitted}, or
 * {@link dev.attar.compiler.source.Refused} with every diagnostic, or a {@link dev.attar.compiler.CompilerBug}.
 */
package dev.attar.compiler;
