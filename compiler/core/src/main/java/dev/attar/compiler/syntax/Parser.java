package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Source;
import dev.attar.grammar.AttarLexer;
import dev.attar.grammar.AttarParser;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/**
 * Reads the form of a spec. Whatever the text, it ends with a {@link SpecFile} that holds what could be read and says what
 * could not; the time is linear in the text and the depth of recursion is bounded.
 */
public final class Parser {
    /** Characters of a name. */
    public static final int MAX_NAME = 64;

    /** Characters of a number. */
    public static final int MAX_NUMBER = 40;

    /** Braces and parentheses inside one another: what bounds the recursion. */
    public static final int MAX_NESTING = 32;

    private Parser() {}

    /** Never fails: what is wrong is in {@link SpecFile#problems()}. */
    public static SpecFile parse(Source source) {
        Report report = new Report();
        AttarLexer lexer = new AttarLexer(CharStreams.fromString(source.text()));
        lexer.removeErrorListeners();
        TokenCheck check = new TokenCheck(report);
        List<Token> tokens = check.check(withEnd(lexer));
        if (tokens.isEmpty()) {
            check.reportSurplus(0);
            return new SpecFile(source, List.of(), report.problems());
        }
        AttarParser parser = new AttarParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        Recovery recovery = new Recovery(report, check);
        parser.setErrorHandler(recovery);
        List<Entry> models = new TreeReader().models(parser.spec());
        check.reportSurplus(recovery.missingOpeningBraces());
        return new SpecFile(source, models, report.problems());
    }

    private static List<Token> withEnd(AttarLexer lexer) {
        CommonTokenStream stream = new CommonTokenStream(lexer);
        stream.fill();
        return stream.getTokens();
    }
}
