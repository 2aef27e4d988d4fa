package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A keyword with what follows it: {@code heads 12}, {@code norm layer { epsilon 1e-12 }}, {@code softmax}. The whole language
 * is made of these. Which keywords exist, and where, the grammar has decided before an entry is made.
 */
public record Entry(Word keyword, List<Argument> arguments, Optional<Block> body) {
    public Entry {
        arguments = List.copyOf(arguments);
    }

    /** The keyword's place: where one points to speak of the entry. */
    public Span at() {
        return keyword.at();
    }

    /** Between the braces; nothing, when there are none. */
    public List<Entry> entries() {
        return body.map(Block::entries).orElse(List.of());
    }

    /** The argument at {@code index}, which the grammar says is a word. */
    public Word word(int index) {
        return (Word) arguments.get(index);
    }

    /** The texts among the arguments, in order. */
    public List<Text> texts() {
        return arguments.stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .toList();
    }

    /** The expressions among the arguments, in order. */
    public List<Expression> expressions() {
        return arguments.stream()
                .filter(Expression.class::isInstance)
                .map(Expression.class::cast)
                .toList();
    }

    /** The one expression among the arguments, when there is one. */
    public Optional<Expression> expression() {
        return arguments.stream()
                .filter(Expression.class::isInstance)
                .map(Expression.class::cast)
                .findFirst();
    }
}
