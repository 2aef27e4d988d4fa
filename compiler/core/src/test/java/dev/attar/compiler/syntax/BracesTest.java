package dev.attar.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One brace left out is one mistake, at its place, and everything else is read as it was meant. */
class BracesTest {
    private static final String SPEC = """
        model M {
            vocabulary 50   context 12   width 8
            embedding {
                positions learned
                norm layer {
                    epsilon 1e-5
                }
            }
            encoder depth 2 {
                attention   { heads 2 }
                feedforward { width 16   activation gelu }
                residual    { norm layer   order post }
            }
            head embed { pool mean }
        }
        """;

    @Test
    void anyClosingBraceLeftOut() {
        int at = SPEC.indexOf('}');
        for (int closing = 0; at >= 0; at = SPEC.indexOf('}', at + 1), closing++) {
            String without = SPEC.substring(0, at) + SPEC.substring(at + 1);
            List<String> said = said(without);
            assertEquals(1, said.size(), without + said);
            assertEquals("this `{` is never closed at line " + lineOfPartner(at), said.getFirst(), without);
        }
    }

    @Test
    void anyOpeningBraceLeftOut() {
        for (int at = SPEC.indexOf('{'); at >= 0; at = SPEC.indexOf('{', at + 1)) {
            String without = SPEC.substring(0, at) + " " + SPEC.substring(at + 1);
            // Only a word can stand before the brace of `norm layer`, which may be left out: what follows is then out
            // of place.
            if (SPEC.startsWith("norm layer {", at - 11)) continue;
            List<String> said = said(without);
            assertEquals(1, said.size(), without + said);
            assertEquals("expected `{`", said.getFirst().substring(0, 12), without);
        }
    }

    @Test
    void aMistakeBesideTheMissingBraceIsSaidToo() {
        List<String> said = said(SPEC.replace("{ heads 2 }", "{ heads"));
        assertEquals(2, said.size(), said.toString());
        assertEquals("this `{` is never closed at line 10", said.getFirst());
    }

    @Test
    void whereTheLayoutSaysNothingTheLastOpenBraceIsBlamed() {
        assertEquals(
                "this `{` is never closed at line 1",
                said(SPEC.replaceAll("\\s+", " ").strip().replaceAll("}$", "")).getFirst());
    }

    /** The line of the brace that the one at {@code closing} belongs to. */
    private static long lineOfPartner(int closing) {
        int depth = 1;
        int at = closing;
        while (depth > 0) {
            at--;
            depth += SPEC.charAt(at) == '}' ? 1 : SPEC.charAt(at) == '{' ? -1 : 0;
        }
        return SPEC.substring(0, at).lines().count();
    }

    private static List<String> said(String spec) {
        Source source = Source.of("m.attar", spec);
        return Parser.parse(source).problems().kept().stream()
                .map(problem -> text(source, problem))
                .toList();
    }

    private static String text(Source source, Diagnostic problem) {
        return problem.message() + " at line " + source.line(problem.at().start());
    }
}
