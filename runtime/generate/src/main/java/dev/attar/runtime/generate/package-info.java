/**
 * Text from a {@link dev.attar.runtime.decode.Decoder}: {@link dev.attar.runtime.generate.Generator} for language models,
 * {@link dev.attar.runtime.generate.Translations} for translators, {@link dev.attar.runtime.generate.Scheduler} for many
 * conversations at once.
 *
 * <p>Enters: prompts or sources, as texts or tokens, and {@link dev.attar.runtime.generate.Settings}. Leaves: texts, whole or in
 * pieces, with their tokens and log-probabilities, or a {@link dev.attar.runtime.generate.GenerationException}. May use
 * {@code runtime.decode}, {@code runtime.text} and {@code generate.scores}; knows no model.
 */
package dev.attar.runtime.generate;
