package dev.attar.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageTest {
    @TempDir
    Path folder;

    @Test
    void shortParagraphsGoTogetherAndLongOnesStandAlone() throws IOException {
        String lengthy = "word ".repeat(39) + "word";
        Path file = Files.writeString(
                folder.resolve("t.txt"),
                "\n\nOne.\r\n\r\n  Two,\n three.\n\n" + lengthy + "\n\n\n" + lengthy + "\nend");
        assertEquals(
                List.of(
                        new Passage("t.txt", 3, "One. Two, three. " + lengthy),
                        new Passage("t.txt", 11, lengthy + " end")),
                Passage.read(file));
    }

    @Test
    void theBooksHaveManyPassagesOfAModestLength() {
        for (String book : List.of("wonderland.txt", "looking-glass.txt")) {
            List<Passage> passages = Passage.read(Path.of("texts", book));
            assertTrue(passages.size() > 350, book + ": " + passages.size());
            int longest = passages.stream()
                    .mapToInt(passage -> passage.text().split(" ").length)
                    .max()
                    .orElseThrow();
            assertTrue(longest < 250, book + ": " + longest + " words");
        }
    }
}
