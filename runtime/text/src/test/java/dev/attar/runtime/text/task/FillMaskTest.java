package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FillMaskTest {
    private static final int VOCABULARY = 30522;

    private final Tokenizer tokenizer = Tokenizers.bert(16);

    /** At a mask: these scores; elsewhere none. */
    private static TokenScores model(Tokenizer tokenizer, String mask, int vocabulary, Map<String, Integer> scores) {
        int maskId = tokenizer.id(mask).orElseThrow();
        return Models.byToken(id -> {
            float[] row = new float[vocabulary];
            if (id == maskId) {
                scores.forEach((token, score) -> row[tokenizer.id(token).orElseThrow()] = score);
            }
            return row;
        });
    }

    private final FillMask fill = FillMask.of(
            model(tokenizer, "[MASK]", VOCABULARY, Map.of("capital", 12, "heart", 11, "##s", 10)), tokenizer);

    @Test
    void theBestTokensStandInTheText() {
        List<Fill> best = fill.fill("Paris is the [MASK] of  France.", 3);
        assertEquals(
                List.of(
                        "Paris is the capital of  France.",
                        "Paris is the heart of  France.",
                        "Paris is the s of  France."),
                best.stream().map(Fill::text).toList());
        assertEquals("capital", best.getFirst().token());
        double sum = Math.exp(12) + Math.exp(11) + Math.exp(10) + VOCABULARY - 3;
        assertEquals(Math.exp(12) / sum, best.getFirst().score(), 1e-6);
        assertEquals("dogs", fill.fill("dog[MASK]", 3).getLast().text());
        assertEquals("[MASK]", fill.mask());
    }

    @Test
    void eachMaskHasItsOwn() {
        List<List<Fill>> each = fill.fillEach("[MASK] and [MASK]", 2);
        assertEquals("capital and [MASK]", each.get(0).get(0).text());
        assertEquals("[MASK] and heart", each.get(1).get(1).text());
        assertEquals(List.of(), fill.fillEach("nothing here", 2));
    }

    @Test
    void aMaskThatTakesTheBlankBeforeItLeavesItToTheToken() {
        Span place = new Span(3, 10);
        assertEquals("dog the run", MaskedText.filled("dog <mask> run", place, "\u0120the", "the"));
        assertEquals("dogs run", MaskedText.filled("dog <mask> run", place, "s", "s"));
        Span mask = new Span(4, 10);
        assertEquals("dog the run", MaskedText.filled("dog <mask> run", mask, "\u0120the", "the"));
        assertEquals("dog s run", MaskedText.filled("dog <mask> run", mask, "s", "s"));
    }

    @Test
    void bytesAreDecoded() {
        Tokenizer bytes = Tokenizers.bytes(32);
        FillMask roberta = FillMask.of(model(bytes, "<mask>", 700, Map.of("\u0120the", 12, "s", 11)), bytes);
        assertEquals("(the)", roberta.fill("(<mask>)", 2).getFirst().text());
        assertEquals("\u0120the", roberta.fill("(<mask>)", 2).getFirst().token());
    }

    @Test
    void oneMaskIsAskedFor() {
        IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> fill.fill("x", 1));
        assertTrue(none.getMessage().contains("0 masks"), none.getMessage());
        assertThrows(IllegalArgumentException.class, () -> fill.fill("[MASK] [MASK]", 1));
        assertThrows(IllegalArgumentException.class, () -> fill.fill("[MASK]", 0));
        assertThrows(TextException.class, () -> fill.fill("[MASK]" + " word".repeat(20), 1));
        assertThrows(IllegalArgumentException.class, () -> FillMask.of(fillModel(), tokenizer, "<blank>"));
    }

    @Test
    void moreThanTheVocabularyHasIsTheVocabulary() {
        assertEquals(VOCABULARY, fill.fill("[MASK]", 1_000_000).size());
    }

    private static TokenScores fillModel() {
        return Models.byToken(id -> new float[VOCABULARY]);
    }
}
