package dev.attar.examples.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.cli.Main;
import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The example in a small form: few definitions, few steps, a narrow model. */
class StoriesTest {
    private static final Pattern LOSS = Pattern.compile("validation loss ([0-9.]+)");
    private static final int VOCABULARY = 512;

    @TempDir
    private Path folder;

    @Test
    void theMostFrequentNeighboursAreJoinedFirst() {
        assertEquals(
                List.of(new Pieces.Pair("Ġ", "t"), new Pieces.Pair("Ġt", "h"), new Pieces.Pair("Ġth", "e")),
                Pieces.learn(List.of("a the", "b the", "c the", "d th", "e t"), 3));
    }

    @Test
    void theTokenizerReadsAndWritesEveryDefinition() {
        List<String> texts = Data.texts(800);
        byte[] json = TokenizerFile.json(texts, VOCABULARY).getBytes(StandardCharsets.UTF_8);
        try (Tokenizer tokenizer = Tokenizer.parse("tokenizer.json", json, 1024)) {
            for (String text : texts) {
                int[] ids = tokenizer.encode(text + TokenizerFile.END).ids();
                assertEquals(0, ids[ids.length - 1]);
                assertTrue(ids.length < 0.6 * text.length() + 10, text);
                assertEquals(text, tokenizer.decode(ids, true));
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "attar.thorough", matches = "true") // a training of its own takes its time
    void aFewStepsTeachTheFormOfDefinitions() throws IOException {
        List<String> texts = Data.texts(1100);
        Data.write(folder, texts, 1000, VOCABULARY);
        Path spec = Files.writeString(
                folder.resolve("Small.attar"),
                Files.readString(Path.of("Dictionary.attar"))
                        .replace("vocabulary 2048", "vocabulary " + VOCABULARY)
                        .replace("width      128", "width 64")
                        .replace("depth 4", "depth 2"));
        String said = attar(
                "train",
                spec,
                "--data",
                folder.resolve("train.jsonl"),
                "--validation",
                folder.resolve("validation.jsonl"),
                "--tokenizer",
                folder.resolve("tokenizer.json"),
                "-o",
                folder.resolve("run"),
                "--steps",
                60,
                "--batch-tokens",
                512,
                "--rate",
                "5e-3",
                "--target",
                "scalar",
                "--warm-up",
                10);
        Matcher loss = LOSS.matcher(said);
        assertTrue(loss.find(), said);
        assertTrue(Double.parseDouble(loss.group(1)) < 5.4, said); // ln 512 = 6.2

        String text = attar(
                "generate",
                spec,
                "--weights",
                folder.resolve("run/Small.safetensors"),
                "--tokenizer",
                folder.resolve("tokenizer.json"),
                "--prompt",
                "dragonfly:",
                "--seed",
                1);
        assertTrue(text.matches("(?s).*[a-z]{2,}.*"), text);
    }

    private static String attar(Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        assertEquals(0, Main.run(to, to, words.toArray(String[]::new)), said::toString);
        to.flush();
        return said.toString();
    }
}
