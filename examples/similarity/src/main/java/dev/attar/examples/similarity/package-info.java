/**
 * Sentences go in, a matrix of how alike they are comes out. Uses the runtime, a tokenizer and the classes that the build
 * generates from {@code examples/specs/minilm-l6.attar}; nothing of the compiler.
 */
package dev.attar.examples.similarity;
