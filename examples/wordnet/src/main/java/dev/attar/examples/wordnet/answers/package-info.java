/**
 * Answers from a document. Enters: glosses, of which questions with their answers are made; a document and questions. Leaves: the part of
 * the document that answers each. Uses the runtime's tasks, the class generated from {@code Reader.attar}, and {@code data}.
 */
package dev.attar.examples.wordnet.answers;
