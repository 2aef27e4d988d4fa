package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;

/** A keyword or a name. */
public record Word(String text, Span at) implements Argument {}
