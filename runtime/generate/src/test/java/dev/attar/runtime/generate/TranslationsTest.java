package dev.attar.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.runtime.generate.Strategy.Beams;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Translations by a table that repeats its source: token 256 ends and begins texts. */
class TranslationsTest {
    private static final Settings SETTINGS = Settings.defaults()
            .with()
            .startToken(ByteTokenizer.END)
            .endTokens(List.of(ByteTokenizer.END))
            .settings();

    /** Sources end with the start token of the translation, so the table knows where it is. */
    private static TableModel.WithSource repeating() {
        return new TableModel.WithSource(ByteTokenizer.VOCABULARY, 64, 32, tokens -> {
            float[] row = new float[ByteTokenizer.VOCABULARY];
            int source = 0;
            while (tokens[source] != ByteTokenizer.END) {
                source++;
            }
            int written = tokens.length - source - 1;
            row[written < source ? tokens[written] : ByteTokenizer.END] = 9;
            return row;
        });
    }

    @Test
    void resultsComeInTheOrderOfTheSources() {
        Tokenizer tokenizer = ByteTokenizer.tokenizer();
        Random random = new Random(5);
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> "t" + i + "x".repeat(random.nextInt(20)))
                .toList();
        for (Strategy strategy : List.of(new Strategy.Greedy(), Beams.of(3))) {
            TableModel.WithSource model = repeating();
            Settings settings = SETTINGS.with().strategy(strategy).settings();
            try (Translations translations = Translations.of(model, tokenizer, settings)) {
                List<Translation> results = translations.translate(texts);
                assertEquals(texts, results.stream().map(Translation::text).toList());
                assertArrayEquals(
                        ByteTokenizer.ids(texts.get(7)), results.get(7).source());
                assertEquals(
                        ByteTokenizer.END,
                        results.get(7).tokens()[results.get(7).tokens().length - 1]);
            }
            assertEquals(0, model.open, "every sequence is closed");
        }
    }

    @Test
    void tokensNeedNoTokenizer() {
        Settings two = SETTINGS.with()
                .strategy(new Beams(4, 2, 1, Strategy.EarlyStopping.WHEN_FULL))
                .settings();
        try (Translations translations = Translations.of(repeating(), Optional.empty(), Optional.empty(), two)) {
            List<Translation> results = new ArrayList<>();
            translations.translate(List.of(new int[] {7, 8}).iterator(), results::add);
            assertEquals("7 8 256", Texts.words(results.getFirst().tokens()));
            assertEquals(2, results.getFirst().best().size());
            assertThrows(IllegalStateException.class, () -> translations.translate("a"));
        }
    }

    @Test
    void aTranslationHasAStartTokenAndASourceThatFits() {
        try (Translations translations = Translations.of(repeating(), ByteTokenizer.tokenizer(), Settings.defaults())) {
            assertThrows(GenerationException.class, () -> translations.translate("a"));
        }
        try (Translations translations = Translations.of(repeating(), ByteTokenizer.tokenizer(), SETTINGS)) {
            assertThrows(GenerationException.class, () -> translations.translate("x".repeat(33)));
            assertThrows(GenerationException.class, () -> translations.translate(""));
            assertEquals("ab", translations.stream("ab").result().text());
        }
    }
}
