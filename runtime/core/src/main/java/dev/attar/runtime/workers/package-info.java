/**
 * Threads that run a program together, and rest when there is none.
 *
 * <p>Enters: a {@link dev.attar.runtime.kernel.Program} and the frame of a {@link dev.attar.runtime.workers.Call}. Leaves: the
 * program's run by the caller's own thread and by helpers that come when they are free. May use {@code runtime.kernel} and the
 * JDK; not exported.
 */
package dev.attar.runtime.workers;
