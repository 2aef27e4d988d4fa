/**
 * Programs for devices: what generated code tells about itself, and what a module that reaches devices provides.
 *
 * <p>Enters: a {@link dev.attar.runtime.device.DeviceProgram} (generated) and the packed weights. Leaves: a
 * {@link dev.attar.runtime.device.DeviceModel} of some {@link dev.attar.runtime.device.DeviceRuntime}, found by
 * {@link java.util.ServiceLoader}. Uses {@code kernel}; knows no model and no kind of device.
 */
package dev.attar.runtime.device;
