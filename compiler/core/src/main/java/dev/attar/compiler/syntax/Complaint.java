package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.NearName;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.source.Span;
import dev.attar.grammar.AttarLexer;
import dev.attar.grammar.AttarParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Puts a parser's surprise into the words of the language. Silent about tokens that were blamed before. */
final class Complaint {
    private final TokenCheck check;

    Complaint(TokenCheck check) {
        this.check = check;
    }

    /** Where a block's next setting should be, there is something else. */
    Optional<Diagnostic> stray(Parser parser, IntervalSet expected) {
        Token found = parser.getCurrentToken();
        if (check.isBlamed(found)) {
            return Optional.empty();
        }
        String block = block(parser.getContext());
        String quoted = Quoted.of(found.getText());
        Span at = Tokens.span(found);
        List<String> words = words(expected);
        if (found.getType() == AttarLexer.NAME) {
            boolean constant = parser.getInputStream().LA(2) == Tokens.EQUALS && expected.contains(Tokens.LET);
            return Optional.of(Diagnostic.of(Code.UNKNOWN_WORD, at, "unknown word " + quoted + " " + block)
                    .hint(constant ? "a constant begins with `let`" : meant(found.getText(), words)));
        }
        if (Tokens.isKeyword(found.getType())) {
            return Optional.of(Diagnostic.of(Code.MISPLACED_WORD, at, quoted + " does not belong " + block)
                    .hint(check.hasUnclosedBrace() ? "is a `}` missing above?" : meant(found.getText(), words)));
        }
        return Optional.of(
                Diagnostic.of(Code.SYNTAX, at, "expected a setting " + block + after(parser) + ", found " + quoted)
                        .hint("a setting is one of " + Listing.or(words)));
    }

    /** Anywhere else. */
    Optional<Diagnostic> unexpected(Parser parser, Token found, IntervalSet expected) {
        boolean known = expected.contains(Tokens.CLOSE_PARENTHESIS) && check.hasUnclosedParenthesis();
        if (known || check.isBlamed(found)) {
            return Optional.empty();
        }
        boolean end = found.getType() == Token.EOF;
        String quoted = end ? "the end of the file" : Quoted.of(found.getText());
        Span at = Tokens.span(found);
        boolean value = found.getType() == AttarLexer.NAME || Tokens.isValue(found.getType());
        if (onlyKeywords(expected) && value) {
            return Optional.of(Diagnostic.of(Code.UNKNOWN_WORD, at, quoted + " cannot follow " + previous(parser))
                    .hint(meant(found.getText(), words(expected))));
        }
        if (onlyNames(expected) && Tokens.isKeyword(found.getType())) {
            return Optional.of(
                    Diagnostic.of(Code.RESERVED_WORD, at, quoted + " is a word of the language and cannot be a name")
                            .hint("choose another name"));
        }
        Diagnostic plain =
                Diagnostic.of(Code.SYNTAX, at, "expected " + inWords(expected) + after(parser) + ", found " + quoted);
        return Optional.of(found.getType() == Tokens.EQUALS ? plain.hint("only `let` takes an `=`") : plain);
    }

    static boolean onlyKeywords(IntervalSet expected) {
        return !expected.isNil() && expected.toList().stream().allMatch(Tokens::isKeyword);
    }

    static boolean onlyNames(IntervalSet expected) {
        return expected.size() == 1 && expected.contains(AttarLexer.NAME);
    }

    private static String meant(String written, List<String> words) {
        String all = "expected " + Listing.or(words);
        return NearName.of(written, words)
                .map(word -> "did you mean `" + word + "`?")
                .orElse(all);
    }

    private static List<String> words(IntervalSet expected) {
        return expected.toList().stream()
                .filter(Tokens::isKeyword)
                .map(Tokens::text)
                .sorted()
                .toList();
    }

    private static String inWords(IntervalSet expected) {
        List<String> all = new ArrayList<>();
        if (expected.contains(AttarLexer.TEXT)) {
            all.add("a text in quotes");
        }
        boolean number = expected.contains(AttarLexer.INTEGER);
        if (number) {
            all.add("a number");
        } else if (expected.contains(AttarLexer.NAME)) {
            all.add("a name");
        }
        for (int type : expected.toList()) {
            if (type == Token.EOF) {
                all.add("the end of the file");
            } else if (type > 0 && isShown(type, number)) {
                all.add("`" + Tokens.text(type) + "`");
            }
        }
        if (!number && expected.toList().stream().anyMatch(Tokens::isOperator)) {
            all.add("an operator");
        }
        return Listing.or(all);
    }

    private static boolean isShown(int type, boolean number) {
        return !number && (Tokens.isKeyword(type) || isBracket(type)) && !Tokens.isOperator(type);
    }

    private static boolean isBracket(int type) {
        return type == Tokens.OPEN_BRACE
                || type == Tokens.CLOSE_BRACE
                || type == Tokens.CLOSE_PARENTHESIS
                || type == Tokens.EQUALS;
    }

    private static String previous(Parser parser) {
        return Quoted.of(Tokens.previous(parser).getText());
    }

    private static String after(Parser parser) {
        return Tokens.previous(parser) == null ? "" : " after " + previous(parser);
    }

    /** In which block one is, as the author would say it. */
    private static String block(ParserRuleContext context) {
        if (context.getRuleIndex() == AttarParser.RULE_spec) {
            return "outside of a model";
        }
        String word = context.getStart().getText();
        boolean head = context.getParent() instanceof AttarParser.HeadContext;
        return "in `" + (head ? "head " : "") + word + "`";
    }
}
