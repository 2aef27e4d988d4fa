/**
 * Training data: files of rows become examples, and examples become batches.
 *
 * <p>Enters: JSON lines, CSV, TSV or CoNLL; what the model's task is; a tokenizer for texts. Leaves: batches in a fixed or
 * shuffled order, or a {@link dev.attar.runtime.train.data.DataException} with file, line and what to do. Rows are indexed
 * once and read again in each epoch, so a file is never in memory as a whole. Uses {@code runtime}, {@code runtime.training},
 * {@code runtime.text} and Jackson.
 */
package dev.attar.runtime.train.data;
