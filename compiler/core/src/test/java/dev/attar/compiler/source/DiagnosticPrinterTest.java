package dev.attar.compiler.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
    @Test
    void labelsStandUnderTheirWordsAndLeftOutLinesAreMarked() {
        Source source = Source.of("a.attar", "one two\n\n\n\n\n\n\n\n\nthree four\n");
        Diagnostic diagnostic = Diagnostic.of(Code.SYNTAX, new Span(22, 26), "four is wrong")
                .and(new Span(0, 3), "because of this")
                .and(new Span(16, 21), "and this")
                .hint("leave it out");
        assertEquals("""
            error[E0109]: four is wrong
              a.attar:10:7
             1 | one two
               | --- because of this
               :
            10 | three four
               | ----- and this
               |       ^^^^
            hint: leave it out
            """, print(source, diagnostic));
    }

    @Test
    void tabsReachToTheNextFourthColumn() {
        Source source = Source.of("a", "\tx\tyz");
        assertEquals(
                """
                error[E0109]: m
                  a:1:4
                1 |     x   yz
                  |         ^^ here
                """,
                print(source, Diagnostic.of(Code.SYNTAX, new Span(3, 5), "m").saying("here")));
    }

    @Test
    void whatATerminalWouldObeyIsReplaced() {
        Source source = Source.of("a", "a\u001b[31m\u202e\u0000b");
        assertEquals("""
            error[E0109]: m
              a:1:9
            1 | a\uFFFD[31m\uFFFD\uFFFDb
              |         ^
            """, print(source, Diagnostic.of(Code.SYNTAX, new Span(8, 9), "m")));
    }

    @Test
    void ofALongLineThePartThatMattersIsShown() {
        Source source = Source.of("a", "x".repeat(500) + "HERE" + "y".repeat(500));
        assertEquals(
                "error[E0109]: m\n  a:1:501\n1 | …" + "x".repeat(40) + "HERE" + "y".repeat(56) + "…\n  |  "
                        + " ".repeat(40) + "^^^^\n",
                print(source, Diagnostic.of(Code.SYNTAX, new Span(500, 504), "m")));
    }

    @Test
    void thePlaceBehindTheLastLineIsShownToo() {
        Source source = Source.of("a", "model\n");
        assertEquals(
                "error[E0109]: m\n  a:2:1\n2 |\n  | ^\n",
                print(source, Diagnostic.of(Code.SYNTAX, new Span(6, 6), "m")));
    }

    @Test
    void quotedTextIsShortAndVisible() {
        assertEquals("`a b`", Quoted.of("a b"));
        assertEquals("`\uFFFD`", Quoted.of("\n"));
        assertEquals("`" + "a".repeat(40) + "`", Quoted.of("a".repeat(40)));
        assertEquals("`" + "a".repeat(39) + "…`", Quoted.of("a".repeat(41)));
    }

    private static String print(Source source, Diagnostic diagnostic) {
        return new DiagnosticPrinter(source).print(new Problems(List.of(diagnostic), 0));
    }
}
