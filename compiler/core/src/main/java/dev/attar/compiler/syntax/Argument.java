package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;

/** What follows a keyword: a word or a number. */
public sealed interface Argument permits Word, Expression {
    Span at();
}
