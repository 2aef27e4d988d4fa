package dev.attar.runtime.text.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns against the JDK's, which agrees on what is written here, and against the scanners of known patterns. */
class RegexTest {
    private static final String ALPHABET = "abABzZ019 \n\r\t'.-stré東\u0301";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a+b*",
                "(?:a|ab)(?:c|bcd)?",
                "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*",
                "\\s+(?!\\S)|\\s+",
                "(?<=a)b|(?<!z)Z",
                "a{2,3}|b{2}|A{1,}",
                "[a-c&&&]|[\\]z-]+",
                "a+?b|(?>a+)B",
                "a*+b|b?+a",
                "\\bab\\b|\\B.",
                "(?i:ab|z)+|(?i)A",
                "x{0,60}a(?:b|1|9|.){0,30}Z",
                "(?=[A-Z])|\\z"
            })
    void matchesAreThoseOfTheJdk(String pattern) {
        if (pattern.contains("&&")) {
            assertThrows(PatternFault.class, () -> Regex.program(pattern));
            return;
        }
        Pattern theirs = Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES);
        Regex ours = Regex.program(pattern);
        SplittableRandom random = new SplittableRandom(pattern.hashCode());
        for (int i = 0; i < 500; i++) {
            String text = text(random, random.nextInt(30));
            List<String> expected = theirs.matcher(text)
                    .results()
                    .filter(match -> match.start() < match.end())
                    .map(MatchResult::group)
                    .toList();
            assertEquals(expected, matches(ours, text), () -> pattern + " in " + text);
        }
    }

    @Test
    void scannersFindWhatTheirPatternsFind() {
        SplittableRandom random = new SplittableRandom(7);
        WordScanner.BY_PATTERN.forEach((pattern, scanner) -> {
            Regex program = Regex.program(pattern);
            for (int i = 0; i < 2000; i++) {
                String text = text(random, random.nextInt(40));
                assertEquals(matches(program, text), matches(scanner, text), text);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[a",
                "a{",
                "*a",
                "a**{",
                "(?<name>a)",
                "\\1",
                "\\k<a>",
                "[[:alpha:]]",
                "\\p{Greek}",
                "(a*)*",
                "a{9999}",
                "(?<=ab)c",
                "^*",
                "\\",
                "a{2}+",
                "(?x)a",
                "[z-a]",
                "((((a{1000}){1000}){1000}){1000})"
            })
    void whatIsNotSupportedIsRefusedWithItsPlace(String pattern) {
        PatternFault fault = assertThrows(PatternFault.class, () -> Regex.program(pattern));
        assertTrue(fault.getMessage().contains("character "), fault.getMessage());
        assertFalse(fault.atRun());
    }

    @Test
    void aPatternThatExplodesTakesBoundedTime() {
        Regex regex = Regex.program("^(([a-z])+.)+[A-Z]([a-z])+$");
        String text = "a".repeat(5000);
        try {
            assertEquals(List.of(), matches(regex, text));
        } catch (PatternFault tooLong) {
            assertTrue(tooLong.atRun());
        }
        assertEquals(List.of("ab.Abc"), matches(regex, "ab.Abc"));
    }

    private static List<String> matches(Matcher pattern, String text) {
        int[] codePoints = text.codePoints().toArray();
        Spans spans = new Spans();
        pattern.find(codePoints, 0, codePoints.length, spans);
        List<String> matches = new ArrayList<>();
        int covered = 0;
        for (int i = 0; i < spans.count(); i++) {
            assertEquals(covered, spans.begin(i), "spans leave a gap");
            covered = spans.end(i);
            if (spans.matches(i) && spans.begin(i) < spans.end(i)) {
                matches.add(new String(codePoints, spans.begin(i), spans.end(i) - spans.begin(i)));
            }
        }
        assertEquals(codePoints.length, covered, "spans leave the end out");
        return matches;
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
