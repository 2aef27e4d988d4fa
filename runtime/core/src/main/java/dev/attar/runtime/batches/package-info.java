/**
 * Whether what is given for a call is what its entry point declares, and how a batch that is too large for one piece of working
 * memory is cut along its sequences.
 *
 * <p>Enters: a {@link dev.attar.runtime.kernel.Frame} with the inputs of a call. Leaves: pieces of it, or an
 * {@link dev.attar.runtime.InputException}.
 */
package dev.attar.runtime.batches;
