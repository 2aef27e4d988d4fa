/** The requests of text-embeddings-inference's clients, and others in their manner for what it does not have. */
package dev.attar.runtime.server.tei;
