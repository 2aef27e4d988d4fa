/**
 * Generated models where LangChain4j expects an embedding model or a scoring model.
 *
 * <p>Enters: any {@link dev.attar.runtime.Embedder} and the tokenizer it was trained with; a
 * {@link dev.attar.runtime.text.task.Reranker}. Leaves: a {@link dev.langchain4j.model.embedding.EmbeddingModel}, a
 * {@link dev.langchain4j.model.scoring.ScoringModel}. May use the runtime, its tokenizers and tasks, and langchain4j-core.
 */
package dev.attar.runtime.langchain4j;
