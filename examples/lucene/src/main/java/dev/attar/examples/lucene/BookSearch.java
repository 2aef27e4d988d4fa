package dev.attar.examples.lucene;

import dev.attar.examples.lucene.model.MiniLmL6;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Indexes the paragraphs of the texts in a folder, and prints those that are nearest to each question. */
final class BookSearch {
    /** A line of dialogue alone says little. */
    private static final int WORDS = 12;

    private BookSearch() {}

    public static void main(String[] questions) throws IOException {
        Path folder = Path.of(System.getProperty("model"));
        try (MiniLmL6 model = MiniLmL6.load(folder.resolve("MiniLmL6.safetensors"));
                Directory directory = FSDirectory.open(Path.of(System.getProperty("index")))) {
            TextEmbedder embedder =
                    TextEmbedder.of(model, Tokenizer.load(folder.resolve("tokenizer.json"), model.context()));
            List<String> passages = passages(Path.of(System.getProperty("texts")));
            model.warmUp();
            long begin = System.nanoTime();
            PassageIndex.write(directory, embedder, passages);
            System.out.printf("%d passages in %.1f s%n", passages.size(), (System.nanoTime() - begin) / 1e9);
            try (PassageIndex index = PassageIndex.open(directory, embedder)) {
                for (String question : questions) {
                    System.out.printf("%n%s%n", question);
                    for (Hit hit : index.search(question, 3)) {
                        System.out.printf("  %.3f  %s%n", hit.cosine(), hit.text());
                    }
                }
            }
        }
    }

    /** The paragraphs of the texts in a folder. */
    private static List<String> passages(Path folder) throws IOException {
        List<String> passages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                for (String paragraph : Files.readString(file).split("\\R\\s*\\R")) {
                    String text = paragraph.strip().replaceAll("\\s+", " ");
                    if (text.split(" ").length >= WORDS) {
                        passages.add(text);
                    }
                }
            }
        }
        return passages;
    }
}
