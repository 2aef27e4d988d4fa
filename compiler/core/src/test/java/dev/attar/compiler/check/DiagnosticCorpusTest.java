package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each code has a spec that gets it, the exact text of what is said about that spec, and a page. {@code .ci/renew} writes the texts
 * anew, to be read before they are committed.
 */
class DiagnosticCorpusTest {
    private static final Path PAGES = Corpus.ROOT.resolve("grammar/docs/diagnostics");

    static List<Path> bad() {
        return Corpus.bad();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void theWholeTextIsAsRecorded(Path spec) throws IOException {
        String said = said(spec);
        Path recorded = Path.of(spec.toString().replace(".attar", ".txt"));
        if (Boolean.getBoolean("attar.renew")) {
            Files.writeString(recorded, said);
        }
        assertEquals(Files.readString(recorded), said);
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyCodeIsSaidAboutItsSpec(Code code) throws IOException {
        Path spec = Corpus.BAD.resolve(code.id() + ".attar");
        String said = said(spec);
        assertTrue(said.contains((code.isWarning() ? "warning[" : "error[") + code.id() + "]"), said);
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyCodeHasAPageUnderItsTitle(Code code) throws IOException {
        List<String> page = Files.readAllLines(PAGES.resolve(code.id() + ".md"));
        assertEquals("# " + code.id() + ": " + code.title(), page.getFirst());
        assertTrue(page.size() > 4, "a page that says nothing");
    }

    @Test
    void thereIsNothingWithoutACode() throws IOException {
        Pattern id = Pattern.compile("([EW]\\d{4})\\.(md|attar|txt)");
        List<String> codes = Arrays.stream(Code.values()).map(Code::id).toList();
        assertEquals(codes.stream().sorted().toList(), codes, "codes in order");
        assertEquals(codes.size(), codes.stream().distinct().count(), "a number used twice");
        for (Path folder : List.of(PAGES, Corpus.BAD)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> id.matcher(file.getFileName().toString()))
                        .filter(match -> match.matches())
                        .forEach(match -> assertTrue(codes.contains(match.group(1)), match.group()));
            }
        }
    }

    private static String said(Path spec) throws IOException {
        try {
            Source source = Corpus.source(spec);
            return Corpus.complaints(source).replace(Corpus.BAD.toString().replace('\\', '/') + "/", "");
        } catch (Refused refused) {
            return refused.render().replace(Corpus.BAD.toString().replace('\\', '/') + "/", "");
        }
    }
}
