package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;

/** What follows a keyword: a word, a number or a text. */
public sealed interface Argument permits Word, Expression, Text {
    Span at();
}
