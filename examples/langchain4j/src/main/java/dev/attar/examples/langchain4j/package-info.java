/**
 * One program on two embedding models, LangChain4j's in-process one and Attar's adapter: how fast, and how large. May use anything;
 * nothing uses it.
 */
package dev.attar.examples.langchain4j;
