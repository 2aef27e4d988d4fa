package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    void aPairIsReadWherePairsAreTaken() {
        String line = "{\"text\":\"who?\",\"pair\":\"Ada.\"}";
        assertEquals(
                new Request.OfText("f:1", "who?", Optional.of("Ada.")),
                read(line, true).next());
        Refusal refusal = assertThrows(Refusal.class, () -> read(line, false).next());
        assertTrue(refusal.getMessage().startsWith("f:1: an object with pair, text"), refusal.getMessage());
        assertThrows(Refusal.class, () -> read("{\"pair\":\"Ada.\"}", true).next());
        assertThrows(
                Refusal.class, () -> read("{\"text\":\"a\",\"pair\":1}", true).next());
        assertThrows(
                Refusal.class, () -> read("{\"ids\":[1],\"pair\":\"a\"}", true).next());
    }

    @Test
    void theLinesAfterOneThatIsRefusedCanBeTaken() {
        byte[] bytes = "one\n\n{\n\u0000\ntwo".getBytes(StandardCharsets.UTF_8);
        bytes[7] = (byte) 0xe9;
        InputFile file = InputFile.read("f", new ByteArrayInputStream(bytes), false);
        assertEquals(new Request.OfText("f:1", "one"), file.next());
        for (String wrong : List.of("f:2: this line is empty", "f:3: not a JSON object", "f:4: not UTF-8")) {
            assertTrue(file.hasNext());
            Refusal refusal = assertThrows(Refusal.class, file::next);
            assertTrue(refusal.getMessage().startsWith(wrong), refusal.getMessage());
        }
        assertEquals(new Request.OfText("f:5", "two"), file.next());
        assertFalse(file.hasNext());
    }

    @Test
    void theEndIsTheEnd() {
        InputFile file = read("a", false);
        file.next();
        assertFalse(file.hasNext());
        assertThrows(java.util.NoSuchElementException.class, file::next);
    }

    private static List<Request> all(String content) {
        List<Request> requests = new ArrayList<>();
        read(content, true).forEachRemaining(requests::add);
        return requests;
    }

    private static InputFile read(String content, boolean pairs) {
        return InputFile.read("f", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), pairs);
    }
}
