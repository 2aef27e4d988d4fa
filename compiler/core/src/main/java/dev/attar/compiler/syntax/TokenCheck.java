package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Span;
import dev.attar.grammar.AttarLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Looks over the tokens before they are parsed: characters and numbers that are none, names and numbers of unreasonable
 * length, braces and parentheses without a partner. The parser is recursive, so this is also where depth is bounded.
 */
final class TokenCheck {
    private final Report report;
    private final List<Token> kept = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>();
    private final Set<Integer> blamed = new HashSet<>();
    private final List<Diagnostic> surplus = new ArrayList<>();
    private boolean tooDeep;
    private boolean unclosedBrace;
    private boolean unclosedParenthesis;

    TokenCheck(Report report) {
        this.report = report;
    }

    /** What the parser is to read; empty when it had better not. */
    List<Token> check(List<? extends Token> all) {
        List<Token> tokens = withMissingBrace(all);
        int illegalEnd = -1;
        for (Token token : tokens) {
            int type = token.getType();
            if (type == AttarLexer.ILLEGAL) {
                if (token.getStartIndex() != illegalEnd) {
                    illegalCharacter(token);
                }
                illegalEnd = token.getStopIndex() + 1;
                continue;
            }
            if (type == Tokens.OPEN_BRACE || type == Tokens.CLOSE_BRACE) {
                closeParentheses();
            }
            check(token, type);
            if (tooDeep) {
                return List.of();
            }
            kept.add(token);
        }
        closeParentheses();
        if (!open.isEmpty()) {
            unclosedBrace = true;
            blamed.add(tokens.getLast().getStartIndex());
            neverClosed(open.peek());
        }
        return kept;
    }

    /** With the one closing brace that is missing where the layout shows its place, so that all else can be read as it was meant. */
    private List<Token> withMissingBrace(List<? extends Token> tokens) {
        List<Token> repaired = new ArrayList<>(tokens);
        long balance = tokens.stream()
                .mapToInt(token ->
                        token.getType() == Tokens.OPEN_BRACE ? 1 : token.getType() == Tokens.CLOSE_BRACE ? -1 : 0)
                .sum();
        if (balance == 1) {
            MissingBrace.find(tokens).ifPresent(missing -> {
                Token next = tokens.get(missing.before());
                CommonToken brace = new CommonToken(next); // of the same file, where the parser may look
                brace.setType(Tokens.CLOSE_BRACE);
                brace.setText("}");
                brace.setStartIndex(next.getStartIndex());
                brace.setStopIndex(next.getStartIndex() - 1);
                repaired.add(missing.before(), brace);
                Span at = Tokens.span(missing.open());
                report.add(Diagnostic.of(Code.UNBALANCED, at, "this `{` is never closed")
                        .and(Tokens.span(next), "a `}` is missing before this"));
            });
        }
        return repaired;
    }

    /** A diagnostic already speaks of the token that begins here. */
    boolean isBlamed(Token token) {
        return blamed.contains(token.getStartIndex());
    }

    /** Reports the brackets that close nothing, without as many as the parser has found to be missing their opening brace. */
    void reportSurplus(int missingOpeningBraces) {
        surplus.stream()
                .limit(Math.max(0, surplus.size() - missingOpeningBraces))
                .forEach(report::add);
    }

    /** Some block in the file never ends, so what seems to be in it may have been meant to follow it. */
    boolean hasUnclosedBrace() {
        return unclosedBrace;
    }

    boolean hasUnclosedParenthesis() {
        return unclosedParenthesis;
    }

    private void check(Token token, int type) {
        int length = token.getStopIndex() + 1 - token.getStartIndex();
        if (type == AttarLexer.NAME && length > Parser.MAX_NAME) {
            tooLong(token, "a name", Parser.MAX_NAME);
        } else if (type == AttarLexer.INTEGER || type == AttarLexer.DECIMAL || type == AttarLexer.BAD_NUMBER) {
            if (length > Parser.MAX_NUMBER) {
                tooLong(token, "a number", Parser.MAX_NUMBER);
                ((CommonToken) token).setType(AttarLexer.BAD_NUMBER);
            } else if (type == AttarLexer.BAD_NUMBER) {
                malformed(token);
            }
        } else if (type == AttarLexer.TEXT || type == AttarLexer.OPEN_TEXT) {
            text(token, type);
        } else if (type == Tokens.OPEN_BRACE || type == Tokens.OPEN_PARENTHESIS) {
            open.push(token);
            if (open.size() > Parser.MAX_NESTING) {
                tooDeep(token);
            }
        } else if (type == Tokens.CLOSE_BRACE || type == Tokens.CLOSE_PARENTHESIS) {
            close(token, type);
        }
    }

    /** A text that cannot be read is taken for an empty one. */
    private void text(Token token, int type) {
        int length = token.getStopIndex() - 1 - token.getStartIndex();
        if (type == AttarLexer.OPEN_TEXT) {
            ((CommonToken) token).setType(AttarLexer.TEXT);
            report.add(Diagnostic.of(Code.UNREADABLE_TEXT, Tokens.span(token), "this text has no closing quote")
                    .hint("a text ends on the line it begins on; write a line feed as \\n and a quote as \\\""));
        } else if (length > Text.MAX_LENGTH) {
            Span at = Tokens.span(token);
            report.add(Diagnostic.of(
                    Code.TOO_LONG, at, "a text has at most " + Text.MAX_LENGTH + " characters, this has " + length));
        } else if (Text.value(token.getText()).isEmpty()) {
            report.add(Diagnostic.of(
                            Code.UNREADABLE_TEXT, Tokens.span(token), "this text has an escape that does not exist")
                    .hint("escapes are \\\" \\\\ \\n \\t and \\u{1F600}, a code point in hexadecimal"));
        }
    }

    private void close(Token token, int type) {
        int opening = type == Tokens.CLOSE_BRACE ? Tokens.OPEN_BRACE : Tokens.OPEN_PARENTHESIS;
        if (open.isEmpty() || open.peek().getType() != opening) {
            blamed.add(token.getStartIndex());
            surplus.add(Diagnostic.of(Code.UNBALANCED, Tokens.span(token), "this " + quoted(token) + " closes nothing")
                    .hint("remove it, or look above for one " + quoted(token) + " too many"));
            return;
        }
        open.pop();
    }

    /** Parentheses end where a brace comes. */
    private void closeParentheses() {
        while (!open.isEmpty() && open.peek().getType() == Tokens.OPEN_PARENTHESIS) {
            unclosedParenthesis = true;
            neverClosed(open.pop());
        }
    }

    private void neverClosed(Token token) {
        String partner = token.getType() == Tokens.OPEN_BRACE ? "`}`" : "`)`";
        report.add(Diagnostic.of(Code.UNBALANCED, Tokens.span(token), "this " + quoted(token) + " is never closed")
                .hint("add " + partner + ", or look below for a " + partner + " left out"));
    }

    private void tooDeep(Token token) {
        tooDeep = true;
        report.add(Diagnostic.of(
                        Code.TOO_DEEP,
                        Tokens.span(token),
                        "more than " + Parser.MAX_NESTING + " braces and parentheses inside one another")
                .hint("give a part of the expression a name with `let`"));
    }

    private void tooLong(Token token, String what, int limit) {
        Span span = Tokens.span(token);
        int length = span.end() - span.start();
        report.add(
                Diagnostic.of(Code.TOO_LONG, span, what + " has at most " + limit + " characters, this has " + length));
    }

    private void malformed(Token token) {
        report.add(Diagnostic.of(Code.MALFORMED_NUMBER, Tokens.span(token), quoted(token) + " is not a number")
                .hint("numbers look like 12, 0.1 and 1e-12; names begin with a letter"));
    }

    private void illegalCharacter(Token token) {
        int character = token.getText().codePointAt(0);
        String number = String.format("U+%04X", character);
        report.add(Diagnostic.of(
                        Code.ILLEGAL_CHARACTER,
                        Tokens.span(token),
                        quoted(token) + " (" + number + ") is not allowed here")
                .hint(
                        character == ':' || character == ';'
                                ? "leave it out: a setting is a keyword and its value"
                                : "names have the letters A to Z, digits and `_`; anything may stand in a"
                                        + " comment, after `//`"));
    }

    private static String quoted(Token token) {
        return Quoted.of(token.getText());
    }
}
