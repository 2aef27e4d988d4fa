package dev.attar.compiler.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Label;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.source.Span;
import dev.attar.compiler.syntax.Parser;
import dev.attar.compiler.syntax.SpecFile;
import dev.attar.compiler.syntax.SyntaxPrinter;
import dev.attar.grammar.AttarLexer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes, there is a model or there are diagnostics, in the order of the text, at places in the text. */
class FuzzTest {
    private static final List<byte[]> SPECS = read();
    private static final List<String> WORDS = words();

    @Property(tries = 500)
    void anyBytes(@ForAll @Size(max = 300) byte[] bytes) {
        assertAnswered(bytes);
    }

    @Property(tries = 500)
    void anyText(@ForAll String text) {
        assertAnswered(text.getBytes(UTF_8));
    }

    @Property(tries = 1000)
    void anyTokens(@ForAll("tokens") List<String> tokens) {
        assertAnswered(String.join(" ", tokens).getBytes(UTF_8));
        assertAnswered(("model M { " + String.join(" ", tokens) + " }").getBytes(UTF_8));
    }

    @Property(tries = 2000)
    void anySpecWithASlipOfTheHand(
            @ForAll @IntRange(max = 1 << 30) int which, @ForAll @IntRange(min = 1, max = 6) int slips) {
        Random random = new Random(which);
        byte[] bytes = SPECS.get(random.nextInt(SPECS.size()));
        for (int i = 0; i < slips; i++) {
            bytes = slip(bytes, random);
        }
        assertAnswered(bytes);
    }

    @Property(tries = 500)
    void whatParsesIsPrintedAndParsesAgain(@ForAll @IntRange(max = 1 << 30) int which) {
        Random random = new Random(which);
        byte[] bytes = slip(SPECS.get(random.nextInt(SPECS.size())), random);
        SpecFile file;
        try {
            file = Parser.parse(Source.of("fuzz", bytes)).orRefuse();
        } catch (Refused refused) {
            return;
        }
        String printed = SyntaxPrinter.print(file);
        assertEquals(
                printed,
                SyntaxPrinter.print(Parser.parse(Source.of("printed", printed)).orRefuse()));
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        return Arbitraries.of(WORDS).list().ofMaxSize(60);
    }

    private static void assertAnswered(byte[] bytes) {
        try {
            Checker.check(Parser.parse(Source.of("fuzz.attar", bytes)));
        } catch (Refused refused) {
            assertReadable(refused);
        }
    }

    private static void assertReadable(Refused refused) {
        List<Diagnostic> all = refused.diagnostics();
        assertFalse(all.isEmpty());
        assertTrue(all.size() <= Report.MAX_KEPT);
        assertEquals(
                all, all.stream().sorted((a, b) -> a.at().compareTo(b.at())).toList());
        for (Diagnostic one : all) {
            assertWithin(refused.source(), one.at());
            one.labels().stream().map(Label::at).forEach(at -> assertWithin(refused.source(), at));
            assertFalse(one.message().isBlank());
        }
        String text = refused.render();
        assertTrue(text.startsWith("error[E0"), text);
        assertTrue(text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n'), text);
        assertTrue(text.lines().allMatch(line -> line.length() < 600), text);
    }

    private static void assertWithin(Source source, Span at) {
        assertTrue(at.isWholeFile() || at.end() <= source.length(), at + " in " + source.length());
    }

    /** One byte more, fewer or other; or a word more, fewer, other or swapped with the next. */
    private static byte[] slip(byte[] bytes, Random random) {
        if (random.nextInt(4) == 0) {
            byte[] other = bytes.clone();
            if (other.length > 0) {
                other[random.nextInt(other.length)] = (byte) random.nextInt(256);
            }
            return other;
        }
        List<String> words = new ArrayList<>(List.of(new String(bytes, UTF_8).split("(?<=\\W)|(?=\\W)")));
        int at = random.nextInt(words.size());
        switch (random.nextInt(4)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, " " + WORDS.get(random.nextInt(WORDS.size())) + " ");
            case 2 -> words.set(at, WORDS.get(random.nextInt(WORDS.size())));
            default -> words.add(random.nextInt(words.size()), words.remove(at));
        }
        return String.join("", words).getBytes(UTF_8);
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "x",
                "Tiny",
                "_",
                "0",
                "12",
                "1e-12",
                "0.5",
                "9999999999",
                "1e999",
                "3x",
                ".",
                ";",
                "\u0000",
                "é",
                "//",
                "\n"));
        IntStream.rangeClosed(1, AttarLexer.VOCABULARY.getMaxTokenType())
                .mapToObj(AttarLexer.VOCABULARY::getLiteralName)
                .filter(name -> name != null)
                .forEach(name -> words.add(name.substring(1, name.length() - 1)));
        return words;
    }

    private static List<byte[]> read() {
        List<Path> files = new ArrayList<>(Corpus.good());
        files.addAll(Corpus.bad());
        return files.stream()
                .filter(Files::isRegularFile)
                .map(FuzzTest::bytes)
                .filter(spec -> spec.length < 5000)
                .toList();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
