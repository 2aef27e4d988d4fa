/**
 * Prints scheduled loops as OpenCL C 1.2, and the Java class that launches the kernels in execution order.
 *
 * <p>Enters: a scheduled {@link dev.attar.compiler.loops.LoopProgram}. Leaves: files. Decides nothing: every loop, name and number
 * is in the loops already; a task is a work-group, of one work-item or of many. There is
 * a file of kernels for each kind of device. Uses {@code loops}, {@code emit} and JavaPoet; the generated class uses
 * {@code dev.attar.runtime.device} and {@code dev.attar.runtime.kernel}.
 */
package dev.attar.compiler.emit.opencl;
