/**
 * Generated models as transformers of Spark ML.
 *
 * <p>Enters: a column of texts; the name of a generated class and the files of its weights and tokenizer, which every executor
 * has. Leaves: columns of vectors, labels or tags, and one that says what is wrong with a row. A model is loaded once for each JVM;
 * rows of a partition are packed into ragged batches. May use the runtime, its tokenizers, and Spark.
 */
package dev.attar.runtime.spark;
