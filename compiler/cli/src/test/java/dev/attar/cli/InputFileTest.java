package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFileTest {
    @TempDir
    private Path folder;

    @Test
    void aLineIsATextOrAnObject() {
        assertEquals(
                List.of(
                        new Request.OfText("f:1", "hello world"),
                        new Request.OfText("f:2", "{x"),
                        new Request.OfIds("f:3", List.of(101, 102), List.of()),
                        new Request.OfIds("f:4", List.of(5), List.of(1)),
                        new Request.OfText("f:5", "")),
                all("""
                    hello world
                    {"text":"{x"}
                    {"ids":[101,102]}
                    {"segments":[1],"ids":[5]}
                    {"text":""}
                    """));
    }

    @Test
    void anyLineEndAndAByteOrderMark() {
        assertEquals(
                List.of(new Request.OfText("f:1", "a"), new Request.OfText("f:2", "b"), new Request.OfText("f:3", "c")),
                all("\uFEFFa\r\nb\rc"));
        assertEquals(List.of(), all(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"text\":\"a\",\"ids\":[1]}",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"text\":1}",
                "{\"text\":null}",
                "{\"txt\":\"a\"}",
                "{\"ids\":7}",
                "{\"ids\":[1.5]}",
                "{\"ids\":[\"1\"]}",
                "{\"ids\":[99999999999]}",
                "{\"ids\":[1]} {\"ids\":[1]}",
                "{\"ids\":[1],\"extra\":true}",
                "   ",
                ""
            })
    void aLineThatIsNeitherIsRefusedWithItsPlace(String line) {
        Refusal refusal = assertThrows(Refusal.class, () -> all("fine\n" + line + "\nmore\n"));
        assertTrue(refusal.getMessage().startsWith("f:2: "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("hint: "), refusal.getMessage());
    }

    @Test
    void deepNestingIsRefused() {
        assertThrows(Refusal.class, () -> all("{\"ids\":" + "[".repeat(100_000)));
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        Path file = Files.write(folder.resolve("latin1.txt"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
        Refusal refusal = assertThrows(Refusal.class, () -> InputFile.open(file).forEachRemaining(r -> {}));
        assertTrue(refusal.getMessage().contains("not UTF-8"), refusal.getMessage());
    }

    @Test
    void aMissingFileAndADirectoryAreRefused() {
        assertThrows(Refusal.class, () -> InputFile.open(folder.resolve("none")));
        assertThrows(Refusal.class, () -> InputFile.open(folder));
    }

    @Test
    void theEndIsTheEnd() {
        InputFile file = InputFile.read("f", new StringReader("a"));
        file.next();
        assertFalse(file.hasNext());
        assertThrows(java.util.NoSuchElementException.class, file::next);
    }

    private static List<Request> all(String content) {
        List<Request> requests = new ArrayList<>();
        InputFile.read("f", new StringReader(content)).forEachRemaining(requests::add);
        return requests;
    }
}
