package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest input that fits is accepted, one more is refused, and nothing of the largest size breaks anything. */
class LimitsTest {
    private static final String REST = """
        embedding { positions learned }
        encoder depth 2 {
            attention   { heads 1 }
            feedforward { width 4 * width   activation gelu }
            residual    { norm layer   order post }
        }
        head embed { pool mean }
        """;

    @Test
    void theLargestFileIsReadAndOneByteMoreIsNot() {
        String spec = model("vocabulary 9 context 9 width 9");
        String full = spec + "/".repeat(Source.MAX_BYTES - spec.length());
        assertEquals("", Corpus.complaints(Source.of("full", full)));
        assertThrows(Refused.class, () -> Source.of("more", full + "/"));
    }

    @Test
    void theLongestNameAndNumberAreReadAndLongerOnesAreNot() {
        assertEquals(
                "", complaints("let " + "a".repeat(64) + " = 9 vocabulary " + "a".repeat(64) + " context 9 width 9"));
        assertCodes("let " + "a".repeat(65) + " = 9 vocabulary 9 context 9 width 9", "E0106");
        assertEquals("", complaints("vocabulary " + "0".repeat(39) + "9 context 9 width 9"));
        assertCodes("vocabulary " + "0".repeat(40) + "9 context 9 width 9", "E0106");
    }

    @Test
    void theDeepestNestingIsReadAndOneMoreIsNot() {
        int inModel = 31;
        assertEquals("", complaints("vocabulary " + nested(inModel) + " context 9 width 9"));
        assertCodes("vocabulary " + nested(inModel + 1) + " context 9 width 9", "E0107");
    }

    @Test
    void aChainOfConstantsMayBeAsLongAsThereMayBeConstants() {
        assertEquals("", complaints("vocabulary c255 context 9 width 9 " + chain(256)));
        assertCodes("vocabulary c0 context 9 width 9 " + chain(257), "E0215");
    }

    @Test
    void dimensionsMayBeSoLargeAndNoLarger() {
        assertEquals("", complaints("vocabulary 16777216 context 9 width 9"));
        assertCodes("vocabulary 16777217 context 9 width 9", "E0207");
        assertCodes("vocabulary 9 context 9 width 4194305", "E0207");
    }

    @Test
    void theWeightsMayTakeSoManyBytesAndNoMore() {
        // With a width of one, a row of the table is four bytes; 2^24 rows are 2^26 bytes. Layers have to bring the
        // rest.
        assertEquals("", complaints("vocabulary 9 context 9 width 1000000"));
        assertCodes("vocabulary 9 context 9 width 2000000", "E0301");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4 * 4611686018427387904",
                "9223372036854775807 + 1",
                "-9223372036854775807 - 2",
                "9223372036854775808"
            })
    void noArithmeticWrapsRound(String expression) {
        assertCodes("vocabulary " + expression + " context 9 width 9", "E0212");
    }

    @Test
    void whatIsTooMuchToSayIsCounted() {
        String text = model("vocabulary 9 context 9 width 9" + " oops".repeat(60) + " ");
        Refused refused = assertThrows(
                Refused.class, () -> Checker.check(Parser.parse(Source.of("many", text + "; ".repeat(60)))));
        assertEquals(Report.MAX_KEPT, refused.diagnostics().size());
        assertTrue(refused.dropped() > 0);
        assertTrue(refused.render().endsWith("\nand " + refused.dropped() + " more\n"));
    }

    static List<String> monsters() {
        int size = Source.MAX_BYTES;
        return Stream.of(
                        "{",
                        "}",
                        "(",
                        ")",
                        "-",
                        "1",
                        "a",
                        " a",
                        " 1",
                        ";",
                        "; ",
                        ".",
                        "=",
                        "\n",
                        "//",
                        "\u0000",
                        "model ",
                        "model M {",
                        "model M { } ",
                        "let a = ",
                        "width ",
                        "width (",
                        "1+",
                        "1*",
                        "{ } ",
                        "( ) ",
                        "é ",
                        "𝕬",
                        "a{",
                        "encoder depth ",
                        "reach alternate { ")
                .flatMap(piece -> Stream.of(
                        piece.repeat(size / piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length),
                        "model M { width "
                                + piece.repeat(
                                        (size - 20) / piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void theLargestNonsenseIsAnsweredSoon(String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertTrue(Corpus.complaints(Source.of("monster", text)).startsWith("error[")));
    }

    @Test
    void aSmallStackIsEnough() throws InterruptedException {
        String deep = IntStream.range(0, 256)
                .mapToObj(i -> "let c" + i + " = " + "(1+".repeat(30) + (i == 0 ? "1" : "c" + (i - 1)) + ")".repeat(30))
                .collect(Collectors.joining("\n"));
        String[] said = new String[1];
        Thread thread = new Thread(
                null, () -> said[0] = complaints("vocabulary c255 context 9 width 9\n" + deep), "small", 256 * 1024);
        thread.start();
        thread.join();
        assertEquals("", said[0]);
    }

    private static String nested(int depth) {
        return "(".repeat(depth) + "9" + ")".repeat(depth);
    }

    /** Each constant needs the one before it, and the last is written first. */
    private static String chain(int length) {
        return IntStream.range(0, length)
                .map(i -> length - 1 - i)
                .mapToObj(i -> "let c" + i + " = " + (i == 0 ? "1" : "c" + (i - 1) + " + 1"))
                .collect(Collectors.joining("\n"));
    }

    private static String model(String sizes) {
        return "model M { " + sizes + "\n" + REST + "}\n";
    }

    private static String complaints(String sizes) {
        return Corpus.complaints(Source.of("limits.attar", model(sizes)));
    }

    private static void assertCodes(String sizes, String code) {
        Refused refused =
                assertThrows(Refused.class, () -> Checker.check(Parser.parse(Source.of("limits.attar", model(sizes)))));
        assertEquals(
                List.of(code),
                refused.diagnostics().stream()
                        .map(one -> one.code().id())
                        .distinct()
                        .toList(),
                refused::render);
    }
}
