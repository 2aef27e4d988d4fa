package dev.attar.examples.translation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes what {@code attar train} reads: {@code Data FOLDER PHRASES UNSEEN}. */
public final class Data {
    private static final long SEED = 1984;
    private static final Pattern ROW = Pattern.compile("\\{\"source\":\"(.*)\",\"target\":\"(.*)\"}");

    private Data() {}

    public static void main(String[] arguments) throws IOException {
        Phrases phrases = Phrases.of(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), SEED);
        write(Path.of(arguments[0]), phrases);
        System.out.println(phrases.training().size() + " phrases to learn from, such as");
        phrases.training().stream()
                .limit(8)
                .forEach(phrase -> System.out.println("  " + phrase.words() + " -> " + phrase.iso()));
        System.out.println(
                phrases.unseen().size() + " phrases are held back: neither they nor what they say is learned from");
    }

    static void write(Path folder, Phrases phrases) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("tokenizer.json"), WordTokens.json(phrases.training()));
        Files.writeString(folder.resolve("train.jsonl"), rows(phrases.training()));
        Files.writeString(folder.resolve("unseen.jsonl"), rows(phrases.unseen()));
    }

    /** The phrases that were held back. */
    static List<Phrase> readUnseen(Path folder) throws IOException {
        try (Stream<String> rows = Files.lines(folder.resolve("unseen.jsonl"))) {
            return rows.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Phrase(row.group(1), row.group(2)))
                    .toList();
        }
    }

    private static String rows(List<Phrase> phrases) {
        StringBuilder rows = new StringBuilder();
        for (Phrase phrase : phrases) {
            rows.append("{\"source\":\"")
                    .append(phrase.words())
                    .append("\",\"target\":\"")
                    .append(phrase.iso())
                    .append("\"}\n");
        }
        return rows.toString();
    }
}
