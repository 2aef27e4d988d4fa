/**
 * Files, places in them, and what is said about them.
 * <p>Enters: bytes of a spec. Leaves: a {@link dev.attar.compiler.source.Source} with its lines and hash, and
 * {@link dev.attar.compiler.source.Diagnostic}s rendered beside the lines they speak of. Used by every stage; uses none.
 */
package dev.attar.compiler.source;
