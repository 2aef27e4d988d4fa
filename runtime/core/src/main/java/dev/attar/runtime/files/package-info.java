/**
 * Files as Attar opens and writes them: those that come from outside, those that others shall see whole or not at all, and the
 * store of a user's own. Enters: paths. Leaves: open channels, or a reason. Uses: the JDK alone.
 */
package dev.attar.runtime.files;
