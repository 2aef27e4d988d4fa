/**
 * Generated models where Spring AI expects an embedding model, and their configuration in a Spring Boot application.
 *
 * <p>Enters: a {@link dev.attar.runtime.text.task.TextEmbedder}, or the properties {@code attar.embedding.*}. Leaves: an
 * {@link org.springframework.ai.embedding.EmbeddingModel}. May use the runtime, its tokenizers and tasks, Spring AI's interfaces and Spring
 * Boot's auto-configuration; both are the application's own.
 */
package dev.attar.runtime.spring;
