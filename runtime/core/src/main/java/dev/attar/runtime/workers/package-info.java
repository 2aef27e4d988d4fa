/**
 * Threads that run a program together, and rest when there is none.
 *
 * <p>Enters: a {@link dev.attar.runtime.kernel.Program} and its frame. Leaves: the program's run by a team of threads, the
 * caller's own among them. May use {@code runtime.kernel} and the JDK; not exported.
 */
package dev.attar.runtime.workers;
