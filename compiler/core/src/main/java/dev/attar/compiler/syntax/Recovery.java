package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Report;
import dev.attar.grammar.AttarLexer;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * What the parser does when it meets something else than it expected: says so in the words of the language, then goes on where
 * the author most likely did, so that one run finds every mistake and none twice.
 * <ul>
 *   <li>A word that does not belong in a block is left out with its value and its braces.
 *   <li>A value that does not exist is taken for one that does.
 *   <li>Braces are skipped as a whole; they are known to balance, or a diagnostic says that they do not.
 * </ul>
 */
final class Recovery extends DefaultErrorStrategy {
    private final Report report;
    private final Complaint complaint;
    private int missingOpeningBraces;

    Recovery(Report report, TokenCheck check) {
        this.report = report;
        this.complaint = new Complaint(check);
    }

    /** How many opening braces were missing and were read as if they were there. */
    int missingOpeningBraces() {
        return missingOpeningBraces;
    }

    /** Between two settings of a block, leaves out what is none. */
    @Override
    public void sync(Parser parser) {
        ATNState state = parser.getInterpreter().atn.states.get(parser.getState());
        IntervalSet expected = parser.getATN().nextTokens(state);
        boolean loop =
                state.getStateType() == ATNState.STAR_LOOP_ENTRY || state.getStateType() == ATNState.STAR_LOOP_BACK;
        if (!loop || expected.contains(Token.EPSILON)) {
            super.sync(parser);
            return;
        }
        while (!expected.contains(next(parser)) && next(parser) != Token.EOF) {
            if (!inErrorRecoveryMode(parser)) {
                complaint.stray(parser, expected).ifPresent(report::add);
            }
            beginErrorCondition(parser);
            skipStray(parser, expected);
            endErrorCondition(parser);
        }
    }

    @Override
    public Token recoverInline(Parser parser) {
        Token found = parser.getCurrentToken();
        IntervalSet expected = parser.getExpectedTokens();
        boolean wrongValue = Complaint.onlyKeywords(expected)
                && (found.getType() == AttarLexer.NAME || Tokens.isValue(found.getType()));
        boolean reserved = Complaint.onlyNames(expected) && Tokens.isKeyword(found.getType());
        if (!wrongValue && !reserved) {
            return super.recoverInline(parser);
        }
        complain(parser, found, expected);
        parser.consume();
        endErrorCondition(parser);
        return found;
    }

    /** Skips to something that can follow, but never into or out of braces. */
    @Override
    public void recover(Parser parser, RecognitionException e) {
        if (lastErrorIndex == parser.getInputStream().index() && lastErrorStates.contains(parser.getState())) {
            skipOne(parser);
        }
        lastErrorIndex = parser.getInputStream().index();
        if (lastErrorStates == null) {
            lastErrorStates = new IntervalSet();
        }
        lastErrorStates.add(parser.getState());
        IntervalSet following = getErrorRecoverySet(parser);
        while (next(parser) != Token.EOF && !following.contains(next(parser))) {
            skipOne(parser);
        }
    }

    /** Only signs are left out on the spot: a word may begin the next setting. */
    @Override
    protected Token singleTokenDeletion(Parser parser) {
        int type = next(parser);
        boolean sign = type == Tokens.EQUALS || type == Tokens.COMMA || Tokens.isOperator(type);
        return sign ? super.singleTokenDeletion(parser) : null;
    }

    @Override
    protected void reportNoViableAlternative(Parser parser, NoViableAltException e) {
        complaint
                .unexpected(parser, e.getOffendingToken(), e.getExpectedTokens())
                .ifPresent(report::add);
    }

    @Override
    protected void reportInputMismatch(Parser parser, InputMismatchException e) {
        complaint
                .unexpected(parser, e.getOffendingToken(), e.getExpectedTokens())
                .ifPresent(report::add);
    }

    @Override
    protected void reportUnwantedToken(Parser parser) {
        complain(parser, parser.getCurrentToken(), getExpectedTokens(parser));
    }

    @Override
    protected void reportMissingToken(Parser parser) {
        IntervalSet expected = getExpectedTokens(parser);
        if (!inErrorRecoveryMode(parser) && expected.contains(Tokens.OPEN_BRACE)) {
            missingOpeningBraces++;
        }
        complain(parser, parser.getCurrentToken(), expected);
    }

    private void complain(Parser parser, Token found, IntervalSet expected) {
        if (!inErrorRecoveryMode(parser)) {
            complaint.unexpected(parser, found, expected).ifPresent(report::add);
        }
        beginErrorCondition(parser);
    }

    /** A word with its value and its braces, or whatever else stands before the next setting. */
    private static void skipStray(Parser parser, IntervalSet expected) {
        boolean word = Tokens.isWord(next(parser));
        boolean operand = word;
        skipOne(parser);
        while (next(parser) != Token.EOF && next(parser) != Tokens.CLOSE_BRACE) {
            int type = next(parser);
            if (type == Tokens.OPEN_BRACE) {
                skipOne(parser);
                return;
            }
            if (Tokens.isWord(type) && (!operand || expected.contains(type) && !Tokens.isOperator(lastType(parser)))) {
                return;
            }
            operand = !Tokens.isWord(type) && (operand || Tokens.isOperator(type)) && !isNumber(type);
            skipOne(parser);
        }
    }

    private static void skipOne(Parser parser) {
        int depth = 0;
        do {
            int type = next(parser);
            depth += type == Tokens.OPEN_BRACE ? 1 : type == Tokens.CLOSE_BRACE ? -1 : 0;
            parser.consume();
        } while (depth > 0 && next(parser) != Token.EOF);
    }

    private static boolean isNumber(int type) {
        return type == AttarLexer.INTEGER || type == AttarLexer.DECIMAL || type == AttarLexer.BAD_NUMBER;
    }

    private static int lastType(Parser parser) {
        return Tokens.previous(parser).getType();
    }

    private static int next(Parser parser) {
        return parser.getInputStream().LA(1);
    }
}
