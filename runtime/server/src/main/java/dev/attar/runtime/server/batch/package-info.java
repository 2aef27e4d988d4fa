/**
 * Models at work for many callers: a bounded number of requests for each model, one ragged batch of whatever waits, texts that are
 * generated side by side. Knows nothing of HTTP but the refusals that its callers are to hear.
 */
package dev.attar.runtime.server.batch;
