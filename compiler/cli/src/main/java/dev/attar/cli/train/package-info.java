/**
 * {@code attar train}: options become a training, a task and a fit; what happens is shown.
 *
 * <p>Enters: the command line. Leaves: what {@code runtime.train} writes; lines for programs on standard output and for people
 * on standard error.
 */
package dev.attar.cli.train;
