package dev.attar.compiler.source;

/** A remark under a stretch of the source. A label at a diagnostic's own place is written beside its carets. */
public record Label(Span at, String text) {}
