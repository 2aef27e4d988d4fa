/**
 * The backward pass, losses and optimizers as graphs.
 *
 * <p>Enters: a verified {@link dev.attar.compiler.model.ModelGraph} with the entry point {@code forward}, before fusing, and
 * a {@link dev.attar.compiler.gradient.Training}. Leaves: the same model with the entry points {@code trainStep},
 * {@code evaluate} and {@code update}. One rule for each operation, in {@link dev.attar.compiler.gradient.Rules}; what is
 * kept for the backward pass and what is computed again is decided in one place,
 * {@link dev.attar.compiler.gradient.Recomputation}. Uses {@code model} and {@code check}.
 */
package dev.attar.compiler.gradient;
