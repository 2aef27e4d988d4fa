/**
 * The parameters of a model that is being trained: values, gradients and moments in one memory that a training step writes, and the
 * packed copy of them that its programs read.
 *
 * <p>Enters: a {@link dev.attar.runtime.kernel.ParameterPlan} and weights to begin with. Leaves: tensors by name, for checkpoints.
 */
package dev.attar.runtime.parameters;
