/**
 * Tasks of models: texts in, answers out.
 *
 * <p>Enters: the method of a generated class that computes its head ({@code model::classify}), a
 * {@link dev.attar.runtime.text.Tokenizer}, texts. Leaves: vectors, classes, ranks, entities and answers with their place in the
 * text. Every class is immutable and safe for use by many threads; its {@code with…} methods give another one. A result does not
 * depend on what else is in a call. Closing the model and the tokenizer is the caller's.
 *
 * <p>Uses the runtime and {@code dev.attar.runtime.text}, none of the rooms beside it.
 */
package dev.attar.runtime.text.task;
