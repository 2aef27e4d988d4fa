/**
 * The Maven plugin: specs become source in everyone's build.
 *
 * <p>Enters: what a POM says, specs, the state of the build before. Leaves: generated files, source and resource roots, and
 * problems in Maven's log and the IDE. It runs in Maven's own JVM, which may be a Java 17; the compiler itself runs in a JVM
 * of a JDK 25, see {@link dev.attar.maven.CompilerProcess}, and only when something has changed.
 */
package dev.attar.maven;
