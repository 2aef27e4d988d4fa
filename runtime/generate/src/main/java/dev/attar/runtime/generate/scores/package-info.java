/**
 * What changes the scores of the vocabulary before a token is chosen: penalties, what is forbidden and forced, temperature and the cuts of
 * sampling. Their order, and what each does, are those of transformers.
 *
 * <p>Enters: the tokens so far and the model's logits. Leaves: the logits changed in place. May use the JDK alone.
 */
package dev.attar.runtime.generate.scores;
