/**
 * Generated models where LangChain4j expects an embedding model.
 *
 * <p>Enters: any {@link dev.attar.runtime.Embedder} and the tokenizer it was trained with. Leaves: a
 * {@link dev.langchain4j.model.embedding.EmbeddingModel}. May use the runtime, its tokenizers and langchain4j-core.
 */
package dev.attar.runtime.langchain4j;
