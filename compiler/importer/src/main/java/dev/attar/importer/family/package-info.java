/**
 * Families that compose in the language: a table each, of what the settings in {@code config.json} mean and of what the tensors are
 * called. A new family is a new table.
 *
 * <p>Enters: settings and stored tensors. Leaves: the parts of a spec, and tensors under canonical names. Uses {@code source}, {@code
 * tensor} and {@code checkpoint}.
 */
package dev.attar.importer.family;
