package dev.attar.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParserTest {
    @Test
    void anEntryIsAKeywordWithItsArgumentsAndItsBody() {
        Entry model = parse("model M { embedding { positions learned offset 2 } }")
                .models()
                .getFirst();
        assertEquals(new Word("model", new Span(0, 5)), model.keyword());
        assertEquals("M", model.word(0).text());
        Entry positions = model.entries().getFirst().entries().getFirst();
        assertEquals(
                new Entry(
                        new Word("positions", new Span(22, 31)),
                        List.of(
                                new Word("learned", new Span(32, 39)),
                                new Word("offset", new Span(40, 46)),
                                new Expression.Whole("2", new Span(47, 48))),
                        java.util.Optional.empty()),
                positions);
    }

    @Test
    void aWordNotKnownIsLeftOutAndItsNeighboursAreRead() {
        SpecFile file = parse("model M { widht 4 * width { x { } } vocabulary 9 gaze context context 7 }");
        assertEquals(List.of("vocabulary", "context"), keywords(file.models().getFirst()));
        assertTrue(file.models().getFirst().body().orElseThrow().damaged());
        assertEquals(
                List.of("E0110", "E0110", "E0109"),
                codes(file).subList(0, Math.min(3, codes(file).size())));
    }

    @Test
    void aNumberLeftOutDoesNotHideTheNextSetting() {
        SpecFile file = parse("model M { vocabulary embedding { positions none } width 3 }");
        assertEquals(List.of("embedding", "width"), keywords(file.models().getFirst()));
        assertEquals(List.of("E0109"), codes(file));
    }

    @Test
    void everyMistakeIsFoundOnce() {
        SpecFile file = parse(
                "model M { vocabulary = 9 head embed { pool men } head embde { pool mean } context 3x let heads = 3"
                        + " ; }");
        assertEquals(List.of("E0109", "E0110", "E0110", "E0105", "E0112", "E0104"), codes(file));
    }

    @Test
    void whatIsWrongInFormCanBeAskedForAtOnce() {
        assertFalse(parse("model M {").problems().isEmpty());
        assertThrows(Refused.class, () -> parse("model M {").orRefuse());
        assertEquals(1, parse("model M { }").orRefuse().models().size());
    }

    @Test
    void theSyntaxIsPrintedASettingALineWithItsParentheses() {
        String text =
                "model M { width (1+2)*-3-(4-(5)) let a=1-2*3/-(x) head span train { metrics accuracy , accuracy }"
                        + " norm }";
        String printed = SyntaxPrinter.print(parse(text.replace(" norm", "")));
        assertEquals("""
            model M {
                width (1 + 2) * (-3) - (4 - 5)
                let a = 1 - 2 * 3 / (-x)
                head span
                train {
                    metrics accuracy, accuracy
                }
            }
            """, printed);
    }

    private static List<String> keywords(Entry entry) {
        return entry.entries().stream().map(one -> one.keyword().text()).toList();
    }

    private static List<String> codes(SpecFile file) {
        return file.problems().kept().stream()
                .map(Diagnostic::code)
                .map(code -> code.id())
                .toList();
    }

    private static SpecFile parse(String text) {
        return Parser.parse(Source.of("parser.attar", text));
    }
}
