/** The requests of OpenAI's clients, below {@code /v1}. */
package dev.attar.runtime.server.openai;
