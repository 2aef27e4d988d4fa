package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import dev.attar.compiler.syntax.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guides are true. A block marked {@code attar} is a model; {@code attar in attention} is the inside of that block of a
 * model; {@code attar in model but head} replaces that part; {@code refused E0204} names every code it gets.
 */
class ReadmeTest {
    private static final Path README = Corpus.ROOT.resolve("grammar/README.md");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```attar([^\\n]*)\\n(.*?)^```$");

    record Snippet(String mark, String text) {
        @Override
        public String toString() {
            return mark + "\n" + text;
        }
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> all = new ArrayList<>();
        try (Stream<Path> pages = Files.list(README.resolveSibling("docs/diagnostics"))) {
            Path models = README.resolveSibling("docs/models.md");
            for (Path page :
                    Stream.concat(Stream.of(README, models), pages.sorted()).toList()) {
                Matcher fence = FENCE.matcher(Files.readString(page));
                while (fence.find()) {
                    all.add(new Snippet(fence.group(1).strip(), fence.group(2)));
                }
            }
        }
        assertTrue(all.size() > 20, "the guides have lost their examples");
        return all;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetIsWhatItSays(Snippet snippet) {
        String[] mark = snippet.mark().split(",? *refused *", 2);
        List<String> expected = mark.length == 1 ? List.of() : List.of(mark[1].split(" "));
        assertEquals(expected, codes(whole(mark[0], snippet.text())));
    }

    @Test
    void theExampleOfADiagnosticIsWhatTheCompilerSays() throws IOException {
        Matcher pair = Pattern.compile("(?ms)^```attar refused \\w+\\n(.*?)^```\\n\\n```text\\n(.*?)^```$")
                .matcher(Files.readString(README));
        assertTrue(pair.find());
        assertEquals(pair.group(2), Corpus.complaints(Source.of("tiny-bert.attar", pair.group(1))));
    }

    @Test
    void theLimitsAreTheOnesThatHold() throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        Matcher row = Pattern.compile("(?m)^\\| ([^|]+) \\| (\\d+) \\| .*\\|$").matcher(Files.readString(README));
        while (row.find()) {
            table.put(row.group(1), row.group(2));
        }
        assertEquals(
                Map.ofEntries(
                        Map.entry("bytes of a file", "" + Source.MAX_BYTES),
                        Map.entry("characters of a name", "" + Parser.MAX_NAME),
                        Map.entry("characters of a number", "" + Parser.MAX_NUMBER),
                        Map.entry("characters of a text", "" + Text.MAX_LENGTH),
                        Map.entry("braces and parentheses inside one another", "" + Parser.MAX_NESTING),
                        Map.entry("constants", "" + Limits.MAX_CONSTANTS),
                        Map.entry("every dimension", "" + Limits.MAX_DIMENSION),
                        Map.entry("depth", "" + Limits.MAX_DEPTH),
                        Map.entry("epochs", "" + Limits.MAX_EPOCHS),
                        Map.entry("bytes of all parameters in fp32", "" + Limits.MAX_PARAMETER_BYTES),
                        Map.entry("diagnostics shown in one run", "" + Report.MAX_KEPT)),
                table);
    }

    private static List<String> codes(String text) {
        try {
            Checker.check(Parser.parse(Source.of("snippet", text)));
            return List.of();
        } catch (Refused refused) {
            return refused.diagnostics().stream()
                    .map(Diagnostic::code)
                    .map(code -> code.id())
                    .distinct()
                    .toList();
        }
    }

    private static String whole(String place, String text) {
        if (place.isEmpty()) {
            return text;
        }
        String block = place.replaceFirst("^in ", "");
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("attention", "attention { heads 12 }");
        parts.put("feedforward", "feedforward { width 3072   activation gelu }");
        parts.put("residual", "residual { norm layer   order post }");
        parts.computeIfPresent(block, (name, part) -> name + " { " + text + " }");
        Map<String, String> model = new LinkedHashMap<>();
        model.put("embedding", "embedding { positions learned }");
        model.put("encoder", "encoder depth 2 { " + String.join("\n", parts.values()) + " }");
        model.put("head", "head embed { pool mean }");
        if (block.startsWith("model but ")) {
            model.remove(block.substring("model but ".length()));
        }
        if (block.startsWith("model")) {
            model.put("more", text);
        }
        model.computeIfPresent(block, (name, part) -> name + " { " + text + " }");
        if (block.startsWith("head ")) {
            model.put("head", block + " { " + text + " }");
        }
        if (block.equals("head generate")) {
            model.computeIfPresent("encoder", (_, stack) -> stack.replaceFirst("encoder", "decoder"));
        }
        return "model Whole { vocabulary 1000   context 64   width 768\n" + String.join("\n", model.values()) + "\n}";
    }
}
