package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;
import java.util.List;

/**
 * Entries between braces.
 *
 * @param at from brace to brace
 * @param damaged something in here could not be read, and a diagnostic says so; what seems to be missing may not be
 */
public record Block(List<Entry> entries, Span at, boolean damaged) {
    public Block {
        entries = List.copyOf(entries);
    }
}
