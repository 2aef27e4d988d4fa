package dev.attar.runtime.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Tokenizers against Hugging Face's library through JNI, on one thread: short sentences and long documents. Not a test; its
 * {@code main} prints a table. Arguments: files of more tokenizers.
 */
final class TokenizerBenchmark {
    private static final int ROUNDS = 7;
    private static final String[] WORDS = {
        "the",
        "model",
        "of",
        "a",
        "sentence",
        "encoder",
        "is",
        "compiled",
        "ahead",
        "time",
        "and",
        "runs",
        "without",
        "native",
        "code,",
        "which",
        "people",
        "in",
        "Zürich",
        "(and",
        "elsewhere)",
        "read",
        "step",
        "by",
        "step;",
        "it's",
        "12,345",
        "weights.",
        "Internationalization",
        "naïve",
        "questions?"
    };

    private static int next; // on through the texts, as the library remembers thousands of words

    private TokenizerBenchmark() {}

    /** Prints a table. */
    public static void main(String[] files) throws Exception {
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        kinds.put("minilm", MiniLm.json());
        for (String kind : List.of("bytelevel-gpt2", "llama3", "llama2", "unigram-t5", "xlm-roberta")) {
            kinds.put(kind, TokenizerKinds.all().get(kind));
        }
        for (String file : files) {
            kinds.put(file, Files.readAllBytes(Path.of(file)));
        }
        List<String> sentences = texts(30_000, 14);
        List<String> documents = texts(100, 4000);
        System.out.printf("%-20s %12s %12s %8s   (million characters a second)%n", "", "Attar", "library", "ratio");
        for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
            Tokenizer ours = Tokenizer.parse(kind.getKey(), kind.getValue(), Integer.MAX_VALUE);
            try (NativeTokenizer theirs = NativeTokenizer.of(kind.getValue())) {
                compare(kind.getKey() + ", short", sentences, ours::encode, theirs.library()::encode);
                compare(kind.getKey() + ", long", documents, ours::encode, theirs.library()::encode);
            }
        }
    }

    private static void compare(String name, List<String> texts, Consumer<String> ours, Consumer<String> theirs) {
        double[] best = new double[2];
        for (int round = 0; round < ROUNDS; round++) {
            best[0] = Math.max(best[0], speed(texts, ours));
            best[1] = Math.max(best[1], speed(texts, theirs));
        }
        System.out.printf(Locale.ROOT, "%-20s %12.2f %12.2f %8.2f%n", name, best[0], best[1], best[0] / best[1]);
    }

    private static double speed(List<String> texts, Consumer<String> tokenizer) {
        long characters = 0;
        long begin = System.nanoTime();
        long end;
        do {
            String text = texts.get(next++ % texts.size());
            tokenizer.accept(text);
            characters += text.length();
            end = System.nanoTime();
        } while (end - begin < 300_000_000L);
        return characters * 1e3 / (end - begin);
    }

    private static List<String> texts(int count, int words) {
        SplittableRandom random = new SplittableRandom(1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < words; w++) {
                text.append(w == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
