/** Requests in, answers out: bodies, refusals, keys, streams, and the count of requests that an orderly end waits for. */
package dev.attar.runtime.server.http;
