/**
 * Search in two steps. Enters: places of WordNet, of whose relations judged queries are made; queries. Leaves: places by cosine, and in the
 * order of a reranker, and how good both are. Uses the runtime's tasks, the classes generated from {@code MiniLmL6.attar} and
 * {@code Relevance.attar}, and {@code data}.
 */
package dev.attar.examples.wordnet.search;
