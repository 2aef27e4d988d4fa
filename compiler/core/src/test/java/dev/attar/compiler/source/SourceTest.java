package dev.attar.compiler.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    @Test
    void oneTextHasOneHashWhateverItsLinesEndWith() {
        Source unix = Source.of("a", "model\nM\n");
        assertEquals(unix.hash(), Source.of("b", "model\r\nM\r\n").hash());
        assertEquals(unix.hash(), Source.of("c", "model\rM\r").hash());
        assertEquals(unix.hash(), Source.of("d", "\uFEFFmodel\nM\n").hash());
        assertNotEquals(unix.hash(), Source.of("a", "model\nM").hash());
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Source.of("e", "").hash());
    }

    @Test
    void columnsCountCodePointsFromOne() {
        Source source = Source.of("a", "x𝕬é\n\n y");
        assertEquals(1, source.column(0));
        assertEquals(3, source.column(2));
        assertEquals(1, source.line(3));
        assertEquals(2, source.line(4));
        assertEquals(3, source.line(6));
        assertEquals(2, source.column(6));
        assertEquals("𝕬é", source.text(new Span(1, 3)));
    }

    @Property(tries = 200)
    void everyPlaceHasALineAndAColumn(@ForAll String text) {
        Source source = Source.of("any", text);
        int line = 1;
        int column = 1;
        for (int i = 0; i <= source.length(); i++) {
            assertEquals(line, source.line(i));
            assertEquals(column, source.column(i));
            boolean end = i < source.length() && source.text(new Span(i, i + 1)).equals("\n");
            line += end ? 1 : 0;
            column = end ? 1 : column + 1;
        }
    }

    @Test
    void aFileIsReadUnderTheNameItWasGiven(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.attar"), "model");
        Source source = Source.of(file);
        assertEquals("model", source.text());
        assertEquals("tiny.attar", source.fileName());
        assertEquals(file.toString().replace(File.separatorChar, '/'), source.name());
    }

    @Test
    void whatCannotBeReadIsRefused(@TempDir Path folder) throws IOException {
        assertEquals(Code.UNREADABLE_FILE, refusal(folder));
        assertEquals(Code.UNREADABLE_FILE, refusal(folder.resolve("none.attar")));
        assertEquals(Code.FILE_TOO_LARGE, refusal(Files.write(folder.resolve("big"), new byte[Source.MAX_BYTES + 1])));
        assertEquals(Code.NOT_UTF_8, refusal(Files.write(folder.resolve("half"), new byte[] {(byte) 0xC3})));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsASpecOnlyInsideOfItsFolder(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "password = 1234");
        Path project = Files.createDirectory(folder.resolve("project"));
        Path link = Files.createSymbolicLink(project.resolve("tiny.attar"), secret);
        Refused refused = assertThrows(Refused.class, () -> Source.of(link));
        assertEquals(Code.UNREADABLE_FILE, refused.diagnostics().getFirst().code());
        assertFalse(refused.render().contains("1234"), refused.render());
        Path real = Files.writeString(project.resolve("real.attar"), "model");
        Path near = Files.createSymbolicLink(project.resolve("near.attar"), real.getFileName());
        assertEquals("model", Source.of(near).text());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsRefusedWithoutWaiting(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe.attar");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals(Code.UNREADABLE_FILE, refusal(pipe));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aBackslashIsALetterOfAName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a\\b.attar"), "model");
        assertEquals("a\\b.attar", Source.of(file).fileName());
        assertEquals(file.toString(), Source.of(file).name());
    }

    private static Code refusal(Path file) {
        return assertThrows(Refused.class, () -> Source.of(file))
                .diagnostics()
                .getFirst()
                .code();
    }
}
