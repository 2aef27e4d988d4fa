/**
 * The command line.
 *
 * <p>Enters: arguments, specs, weights, texts. Leaves: results on standard output, everything meant for people on standard
 * error, and an exit status ({@link dev.attar.cli.ExitStatus}). Uses the front doors of the other modules; nothing uses it.
 */
package dev.attar.cli;
