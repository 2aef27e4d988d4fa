package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide says nothing that is not built by an integration test or stands in the plugin itself. */
class ReadmeTest {
    private static final Pattern SNIPPET = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile("<parameter>\\s*<name>(\\w+)</name>.*?</parameter>", Pattern.DOTALL);

    static List<String> snippets() throws IOException {
        Matcher snippets = SNIPPET.matcher(Files.readString(Path.of("README.md")));
        return snippets.results().map(found -> found.group(1)).toList();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetIsPartOfAProjectThatTheTestsBuild(String snippet) throws IOException {
        String projects;
        try (Stream<Path> files = Files.walk(Path.of("src/it"))) {
            Path tutorial = Path.of("../../examples/tutorial/README.md"); // which a test follows
            projects = Stream.concat(files.filter(file -> file.endsWith("pom.xml")), Stream.of(tutorial))
                    .map(ReadmeTest::text)
                    .collect(Collectors.joining("\n"))
                    .replace("@toolchains.version@", System.getProperty("it.toolchains.version"));
        }
        assertTrue(flat(projects).contains(flat(snippet)), snippet);
    }

    @Test
    void everyParameterIsInTheTable() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher parameters = PARAMETER.matcher(Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml")));
        List<String> missing = parameters
                .results()
                .filter(found -> !found.group().contains("<editable>false</editable>"))
                .map(found -> found.group(1))
                .distinct()
                .filter(name -> !readme.contains("`" + name + "`"))
                .toList();
        assertTrue(missing.isEmpty(), missing.toString());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String flat(String xml) {
        return xml.replaceAll("\\s+", "");
    }
}
