package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;
import dev.attar.grammar.AttarLexer;
import dev.attar.grammar.AttarParser;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.misc.IntervalSet;

/** What kinds of token there are, read from the grammar itself. */
final class Tokens {
    static final int OPEN_BRACE = literal("{");
    static final int CLOSE_BRACE = literal("}");
    static final int OPEN_PARENTHESIS = literal("(");
    static final int CLOSE_PARENTHESIS = literal(")");
    static final int COMMA = literal(",");
    static final int EQUALS = literal("=");
    static final int LET = literal("let");

    private static final Set<Integer> OPERATORS = Set.of(literal("+"), literal("-"), literal("*"), literal("/"));
    private static final Set<Integer> KEYWORDS = keywords();

    /** The words that stand for a value: {@code gelu}, {@code mean}, {@code learned}. */
    private static final IntervalSet VALUES = values();

    private Tokens() {}

    /** A keyword of the language, {@code gelu} as well as {@code heads}. */
    static boolean isKeyword(int type) {
        return KEYWORDS.contains(type);
    }

    static boolean isWord(int type) {
        return type == AttarLexer.NAME || isKeyword(type);
    }

    static boolean isValue(int type) {
        return VALUES.contains(type);
    }

    static boolean isOperator(int type) {
        return OPERATORS.contains(type);
    }

    static Span span(Token token) {
        boolean end = token.getType() == Token.EOF;
        return new Span(token.getStartIndex(), end ? token.getStartIndex() : token.getStopIndex() + 1);
    }

    /** The token type that the grammar writes as {@code text} between quotes. */
    static int literal(String text) {
        Vocabulary vocabulary = AttarLexer.VOCABULARY;
        return IntStream.rangeClosed(1, vocabulary.getMaxTokenType())
                .filter(type -> ("'" + text + "'").equals(vocabulary.getLiteralName(type)))
                .findFirst()
                .orElseThrow();
    }

    /** What the grammar writes between quotes for {@code type}. */
    static String text(int type) {
        String quoted = AttarLexer.VOCABULARY.getLiteralName(type);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static Set<Integer> keywords() {
        return IntStream.rangeClosed(1, AttarLexer.VOCABULARY.getMaxTokenType())
                .filter(type -> AttarLexer.VOCABULARY.getLiteralName(type) != null)
                .filter(type -> Character.isLetter(text(type).charAt(0)))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static IntervalSet values() {
        int[] rules = {
            AttarParser.RULE_positionKind,
            AttarParser.RULE_normKind,
            AttarParser.RULE_scaleKind,
            AttarParser.RULE_biasKind,
            AttarParser.RULE_scalingKind,
            AttarParser.RULE_activation,
            AttarParser.RULE_order,
            AttarParser.RULE_pool,
            AttarParser.RULE_length,
            AttarParser.RULE_earlyStopping,
            AttarParser.RULE_optimizerKind,
            AttarParser.RULE_loss,
            AttarParser.RULE_metric
        };
        ATN atn = AttarParser._ATN;
        IntervalSet values = new IntervalSet();
        for (int rule : rules) {
            values.addAll(atn.nextTokens(atn.ruleToStartState[rule]));
        }
        return values;
    }

    /** The token before the one that {@code parser} looks at, or null at the beginning. */
    static Token previous(Parser parser) {
        return parser.getInputStream().LT(-1);
    }
}
