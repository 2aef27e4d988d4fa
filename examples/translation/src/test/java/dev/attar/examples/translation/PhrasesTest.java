package dev.attar.examples.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static final Phrases PHRASES = Phrases.of(20_000, 500, 5);

    @Test
    void numeralsAreEnglish() {
        assertEquals("three thousand four hundred and twelve", Numerals.cardinal(3412, true));
        assertEquals("seven hundred four thousand twenty", Numerals.cardinal(704_020, false));
        assertEquals("forty thousand and seven", Numerals.cardinal(40_007, true));
        assertEquals(
                List.of("third", "twentieth", "thirty-first"),
                List.of(Numerals.ordinal(3), Numerals.ordinal(20), Numerals.ordinal(31)));
        assertEquals("oh five", Numerals.pair(5));
    }

    @Test
    void wordsOfTheSamePhraseSayTheSame() {
        Set<String> said = PHRASES.training().stream().map(Phrase::words).collect(Collectors.toSet());
        assertEquals(20_000, said.size());
        RandomGenerator random = new Random(6);
        Map<String, String> times = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Phrase time = Times.draw(random);
            String other = times.put(time.words(), time.iso());
            assertTrue(other == null || other.equals(time.iso()), time::words);
        }
        assertEquals("18:15", times.get("quarter past six pm"));
        assertEquals("00:45", times.get("a quarter to one in the morning"));
        assertEquals("12:00", times.get("noon"));
    }

    @Test
    void whatIsHeldBackIsNotLearnedFrom() {
        Set<String> learned = new HashSet<>();
        PHRASES.training().forEach(phrase -> learned.add(phrase.iso()));
        assertEquals(500, PHRASES.unseen().size());
        PHRASES.unseen().forEach(phrase -> assertFalse(learned.contains(phrase.iso()), phrase.toString()));
    }

    @Test
    void theTokenizerKnowsEveryWordAndWritesEveryDate() {
        byte[] json = WordTokens.json(PHRASES.training()).getBytes(StandardCharsets.UTF_8);
        try (Tokenizer tokenizer = Tokenizer.parse("tokenizer.json", json, 48)) {
            int unknown = tokenizer.id("<unk>").orElseThrow();
            for (Phrase phrase : PHRASES.unseen()) {
                for (int id : tokenizer.encode(phrase.words()).ids()) {
                    assertTrue(id != unknown, phrase.words());
                }
                assertEquals(
                        phrase.iso(),
                        tokenizer.decode(tokenizer.encode(phrase.iso()).ids(), true));
            }
        }
    }
}
