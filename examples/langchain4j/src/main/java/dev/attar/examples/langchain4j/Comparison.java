package dev.attar.examples.langchain4j;

import dev.attar.examples.search.model.MiniLmL6;
import dev.attar.runtime.langchain4j.AttarEmbeddingModel;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Embeds the paragraphs of the files given, in turns with either model, and prints passages a second, differences and sizes. */
public final class Comparison {
    private static final int ROUNDS = 5;
    private static final int AT_ONCE = 64;
    /** Their tokenizer drops what is beyond; the same work is asked of both. */
    private static final int LONGEST = 128;

    private Comparison() {}

    public static void main(String[] arguments) throws IOException {
        List<TextSegment> passages = new ArrayList<>();
        for (String file : arguments) {
            for (String paragraph : Files.readString(Path.of(file)).split("\\R\\s*\\R")) {
                passages.add(TextSegment.from(paragraph.strip().replaceAll("\\s+", " ")));
            }
        }
        Path folder = Path.of(System.getProperty("model"));
        EmbeddingModel theirs = new AllMiniLmL6V2EmbeddingModel();
        try (MiniLmL6 model = MiniLmL6.load(folder.resolve("MiniLmL6.safetensors"));
                Tokenizer tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"), LONGEST);
                AttarEmbeddingModel ours =
                        AttarEmbeddingModel.of(model, tokenizer, LongInput.TRUNCATE, "all-MiniLM-L6-v2")) {
            model.warmUp();
            compare(passages, theirs, ours);
        }
        sizes();
        System.exit(0); // their pool of threads lives on for a second
    }

    private static void compare(List<TextSegment> passages, EmbeddingModel theirs, EmbeddingModel ours) {
        List<Embedding> expected = all(theirs, passages);
        List<Embedding> found = all(ours, passages);
        double lowest = 1;
        for (int i = 0; i < passages.size(); i++) {
            lowest = Math.min(lowest, CosineSimilarity.between(expected.get(i), found.get(i)));
        }
        double[] theirSeconds = new double[ROUNDS];
        double[] ourSeconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            theirSeconds[round] = seconds(() -> all(theirs, passages));
            ourSeconds[round] = seconds(() -> all(ours, passages));
        }
        double they = passages.size() / median(theirSeconds);
        double we = passages.size() / median(ourSeconds);
        print(
                "%d passages of at most %d tokens, %d at a time, medians of %d rounds in turns, %d processors",
                passages.size(), LONGEST, AT_ONCE, ROUNDS, Runtime.getRuntime().availableProcessors());
        print("lowest cosine between their vectors: %.7f", lowest);
        print("LangChain4j  %5.0f passages a second", they);
        print("Attar        %5.0f passages a second  (%.2f times as many)", we, we / they);
    }

    private static List<Embedding> all(EmbeddingModel model, List<TextSegment> passages) {
        List<Embedding> vectors = new ArrayList<>();
        for (int from = 0; from < passages.size(); from += AT_ONCE) {
            int to = Math.min(passages.size(), from + AT_ONCE);
            vectors.addAll(model.embedAll(passages.subList(from, to)).content());
        }
        return vectors;
    }

    /** What the search program carries, and what it would carry on LangChain4j's model: its jars, weights left out. */
    private static void sizes() throws IOException {
        Jars attar = Jars.in(Path.of(System.getProperty("search"), "lib"), _ -> true)
                .and(Path.of(System.getProperty("search"), "semantic-search.jar"));
        Jars other = Jars.in(Path.of(System.getProperty("this"), "lib"), name -> !name.startsWith("attar-"));
        print(
                "LangChain4j  %6.1f MB in %d jars without weights, largest: %s",
                other.megabytes(), other.count(), other.largest());
        print(
                "Attar        %6.1f MB in %d jars without weights, largest: %s",
                attar.megabytes(), attar.count(), attar.largest());
        print(
                "of it the runtime and the program with its generated classes: %.2f MB",
                attar.megabytes("attar-runtime", "semantic-search"));
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
