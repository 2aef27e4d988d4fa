package dev.attar.compiler.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Where a closing brace was left out, as the layout shows it: a line that begins no further to the right than the line of the
 * innermost open brace cannot be inside that brace.
 *
 * @param open the brace that is never closed
 * @param before the index, among all tokens, of the one that the closing brace should stand before
 */
record MissingBrace(Token open, int before) {
    /** The first one; empty when the layout does not show it. */
    static Optional<MissingBrace> find(List<? extends Token> tokens) {
        Deque<Token> open = new ArrayDeque<>();
        Deque<Integer> indents = new ArrayDeque<>();
        int line = 0;
        int indent = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean first = token.getLine() != line;
            if (first) {
                line = token.getLine();
                indent = token.getCharPositionInLine();
            }
            boolean closes = token.getType() == Tokens.CLOSE_BRACE;
            boolean left = first
                    && !open.isEmpty()
                    && (closes ? indent < indents.peek() : indent <= indents.peek())
                    && token.getType() != Token.EOF;
            if (left) {
                return Optional.of(new MissingBrace(open.peek(), i));
            }
            if (token.getType() == Tokens.OPEN_BRACE) {
                open.push(token);
                indents.push(indent);
            } else if (closes && !open.isEmpty()) {
                open.pop();
                indents.pop();
            }
        }
        return Optional.empty();
    }
}
