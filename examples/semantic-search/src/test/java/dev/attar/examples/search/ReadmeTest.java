package dev.attar.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the tutorial shows of a file stands in that file, which the build compiles. */
class ReadmeTest {
    /** A block of code after a line that names its file: {@code [`path`](path)} and maybe more. */
    private static final Pattern BLOCK = Pattern.compile(
            "^(?<before>[^\\n]*)\\n\\n?```(?<kind>java|xml|attar)\\n(?<code>.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern FILE = Pattern.compile("\\]\\((?<path>[^)]+)\\)");

    @TestFactory
    List<DynamicTest> everyBlockIsPartOfTheFileItNames() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
        while (block.find()) {
            String before = block.group("before");
            String code = block.group("code");
            Matcher file = FILE.matcher(before);
            assertTrue(file.find(), "no file is named before:\n" + code);
            String path = file.group("path");
            tests.add(DynamicTest.dynamicTest(path, () -> {
                String whole = squeezed(Files.readString(Path.of(path)));
                for (String piece : code.split("(?m)^ *(//|<!--)? *… *(-->)?$")) {
                    assertFalse(piece.isBlank(), "nothing but an omission");
                    assertTrue(whole.contains(squeezed(piece)), path + " does not have:\n" + piece);
                }
            }));
        }
        return tests;
    }

    @Test
    void everyBlockOfCodeIsOneOfThese() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        long checked = BLOCK.matcher(readme).results().count();
        long all = Pattern.compile("^```(java|xml|attar)$", Pattern.MULTILINE)
                .matcher(readme)
                .results()
                .count();
        assertEquals(all, checked);
        assertTrue(all >= 5, "there are " + all);
    }

    /** Without indentation, which a snippet may lack. */
    private static String squeezed(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
