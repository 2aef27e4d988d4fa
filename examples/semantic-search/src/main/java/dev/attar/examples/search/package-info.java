/**
 * Semantic search over plain text: files go in, an index comes out; questions go in, the passages nearest in meaning come out.
 * Uses the runtime, a tokenizer and the classes that the build generates from {@code src/main/attar}; nothing of the compiler.
 */
package dev.attar.examples.search;
