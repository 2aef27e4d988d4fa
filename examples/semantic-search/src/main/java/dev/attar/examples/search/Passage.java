package dev.attar.examples.search;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a text: one paragraph, or several short ones that follow each other.
 *
 * @param source the file's name
 * @param line its first line in the file, from 1
 */
record Passage(String source, int line, String text) {
    /** A paragraph of fewer words is joined with the next: a line of dialogue alone says little. */
    private static final int WORDS = 40;

    /** The passages of a plain text file in UTF-8 whose paragraphs are separated by blank lines. */
    static List<Passage> read(Path file) {
        List<Passage> passages = new ArrayList<>();
        String source = file.getFileName().toString();
        List<String> words = new ArrayList<>();
        int first = 0;
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                first = words.isEmpty() ? number : first;
                words.addAll(List.of(line.strip().split("\\s+")));
            } else if (words.size() >= WORDS) {
                passages.add(new Passage(source, first, String.join(" ", words)));
                words.clear();
            }
        }
        if (!words.isEmpty()) {
            passages.add(new Passage(source, first, String.join(" ", words)));
        }
        return passages;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException notText) {
            throw new Refusal(file + ": not a text in UTF-8", "convert it, or leave it out", notText);
        } catch (IOException unreadable) {
            throw new Refusal(
                    file + ": cannot be read: " + unreadable, "look at the path and the permissions", unreadable);
        }
    }
}
