/**
 * Devices that OpenCL reaches: choice, build, memory, launches, and what is held against a device.
 *
 * <p>Enters: a {@link dev.attar.runtime.device.DeviceProgram} and its packed weights. Leaves: results. Everything asked of a driver
 * goes through {@link dev.attar.runtime.opencl.Binding}, so that tests can let it fail. Uses {@code runtime} and LWJGL, which
 * {@code LwjglBinding} alone knows.
 */
package dev.attar.runtime.opencl;
