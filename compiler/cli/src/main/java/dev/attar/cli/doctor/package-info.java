/**
 * What {@code attar doctor} looks at: the JDK, the vectors, the limits of a container, the OpenCL devices, the caches.
 *
 * <p>Enters: what the JVM says of itself, files that the system provides ({@link dev.attar.cli.doctor.SystemFiles}), the
 * environment. Leaves: {@link dev.attar.cli.doctor.Finding}s, each with what to change where something can be better. Uses the
 * runtime; not the command line.
 */
package dev.attar.cli.doctor;
