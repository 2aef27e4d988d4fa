package dev.attar.examples.stories;

import dev.attar.examples.glosses.Gloss;
import dev.attar.examples.glosses.Glosses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what {@code attar train} reads: {@code Data FOLDER TRAINING VALIDATION VOCABULARY}. */
public final class Data {
    private static final long SEED = 1857;
    private static final int LONGEST = 100; // characters of a definition

    private Data() {}

    public static void main(String[] arguments) throws IOException {
        int training = Integer.parseInt(arguments[1]);
        List<String> texts = texts(training + Integer.parseInt(arguments[2]));
        write(Path.of(arguments[0]), texts, training, Integer.parseInt(arguments[3]));
        System.out.println(training + " definitions, such as: " + texts.getFirst());
    }

    /** Nouns and what they mean. */
    static List<String> texts(int most) {
        return Glosses.shuffled(SEED).stream()
                .filter(gloss -> gloss.category().startsWith("noun."))
                .map(Data::text)
                .filter(text -> text.length() <= LONGEST
                        && StandardCharsets.US_ASCII.newEncoder().canEncode(text))
                .limit(most)
                .toList();
    }

    private static String text(Gloss gloss) {
        return gloss.word() + ": " + gloss.definition();
    }

    static void write(Path folder, List<String> texts, int training, int vocabulary) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("tokenizer.json"), TokenizerFile.json(texts.subList(0, training), vocabulary));
        Files.writeString(folder.resolve("train.jsonl"), rows(texts.subList(0, training)));
        Files.writeString(folder.resolve("validation.jsonl"), rows(texts.subList(training, texts.size())));
    }

    private static String rows(List<String> texts) {
        return texts.stream()
                .map(text -> "{\"text\":" + TokenizerFile.quoted(text + TokenizerFile.END) + "}\n")
                .collect(Collectors.joining());
    }
}
