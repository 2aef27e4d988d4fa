/**
 * A server of models: {@link dev.attar.runtime.server.AttarServer} takes models with their tokenizers and answers requests until it is
 * closed. Uses all packages below; none of them uses it.
 */
package dev.attar.runtime.server;
