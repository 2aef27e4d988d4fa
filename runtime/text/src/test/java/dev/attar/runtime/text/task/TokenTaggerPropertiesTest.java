package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TokenTaggerPropertiesTest {
    private static final List<String> LABELS = List.of("O", "B-A", "I-A", "E-A", "S-B", "I-B");
    private static final Tokenizer WORD_PIECES = Tokenizers.wordPieces(16);
    private static final Tokenizer BYTES = Tokenizers.bytes(16);

    @Property(tries = 200)
    void entitiesLieInTheTextInOrderAndNeverOverlap(
            @ForAll("texts") String text, @ForAll long seed, @ForAll Aggregation aggregation, @ForAll boolean bytes) {
        List<Entity> entities = TokenTagger.of(Models.random(seed, LABELS.size()), bytes ? BYTES : WORD_PIECES, LABELS)
                .withAggregation(aggregation)
                .entities(text);
        int end = 0;
        for (Entity entity : entities) {
            assertTrue(entity.start() >= end && entity.end() > entity.start(), entities::toString);
            assertEquals(text.substring(entity.start(), entity.end()), entity.text());
            assertEquals(entity.text().strip(), entity.text());
            assertTrue(entity.score() > 0 && entity.score() <= 1, entities::toString);
            end = entity.end();
        }
    }

    @Property(tries = 100)
    void aTextHasTheSameEntitiesAloneAndAmongOthers(@ForAll("manyTexts") List<String> texts, @ForAll long seed) {
        TokenTagger tagger = TokenTagger.of(Models.random(seed, LABELS.size()), WORD_PIECES, LABELS);
        List<List<Entity>> together = tagger.entities(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(tagger.entities(texts.get(i)), together.get(i));
        }
    }

    @Property(tries = 200)
    void windowsHaveEveryTokenOnceInOrder(@ForAll("texts") String text, @ForAll @IntRange(max = 13) int overlap) {
        LongInput choice = LongInput.windows(overlap);
        List<EncodedText> windows = WORD_PIECES.encode(text, choice);
        List<Integer> ids = new ArrayList<>();
        for (WindowTokens.Place place : WindowTokens.of(windows, choice)) {
            ids.add(windows.get(place.window()).ids()[place.row()]);
        }
        List<Integer> whole = new ArrayList<>();
        for (int id : WORD_PIECES.encodePlain(text).ids()) {
            whole.add(id);
        }
        assertEquals(whole, ids);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "Ada",
                "London",
                " ",
                " ",
                " ",
                "unbelievably",
                ", ",
                "£9.00",
                "Müller",
                "👩‍👩‍👧",
                "창",
                "\n",
                "#",
                "[MASK]",
                "x");
        return words.list().ofMaxSize(40).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<String>> manyTexts() {
        return texts().list().ofMaxSize(6);
    }
}
