package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenTaggerTest {
    private static final List<String> BIO = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC");

    private final Tokenizer tokenizer = Tokenizers.bert(64);

    @Test
    void wordsOfOneKindBesideEachOtherAreAnEntity() {
        String text = "Ada Lovelace met Byron in New York";
        TokenTagger tagger = tagger(BIO, text, "B-PER I-PER O B-PER O B-LOC I-LOC");
        assertEquals("PER[0,12) Ada Lovelace, PER[17,22) Byron, LOC[26,34) New York", shown(tagger.entities(text)));
    }

    @Test
    void anEntityBeginsWhereALabelSaysSoAndWhereTheKindChanges() {
        String text = "a b c d e f";
        assertEquals(
                "PER[0,1) a, PER[2,5) b c, LOC[6,9) d e, PER[10,11) f",
                shown(tagger(BIO, text, "B-PER B-PER I-PER I-LOC I-LOC I-PER").entities(text)));
    }

    @Test
    void beginsAndEndsOfOtherSchemes() {
        List<String> bioes = List.of("O", "B-X", "I-X", "E-X", "S-X");
        String text = "a b c d e f";
        assertEquals(
                "X[0,5) a b c, X[6,7) d, X[8,11) e f",
                shown(tagger(bioes, text, "B-X I-X E-X S-X I-X E-X").entities(text)));
        List<String> bilou = List.of("B-X", "I-X", "L-X", "O", "U-X");
        assertEquals(
                "X[0,3) a b, X[4,5) c, X[8,9) e",
                shown(tagger(bilou, text, "B-X L-X U-X O U-X O").entities(text)));
        List<String> kinds = List.of("O", "B-road", "place");
        assertEquals(
                "place[0,3) a b, B-road[4,5) c",
                shown(tagger(kinds, text, "place place B-road O O O").entities(text)),
                "one label without a prefix: there are no prefixes");
    }

    @Test
    void placesAreInUtf16OfTheTextAsItWasGiven() {
        String price = "price is £9.00 now";
        assertEquals(
                "PER[10,14) 9.00",
                shown(tagger(BIO, price, "O O O B-PER I-PER I-PER O").entities(price)));
        String emoji = "👩‍👩‍👧 Anna";
        assertEquals("PER[9,13) Anna", shown(tagger(BIO, emoji, "O B-PER").entities(emoji)));
        String accents = "Zoë Müller";
        assertEquals(
                "PER[0,10) Zoë Müller",
                shown(tagger(BIO, accents, "B-PER I-PER").entities(accents)));
    }

    /** The three letters that BERT's normalizer makes of a syllable have one place, and so one label. */
    @Test
    void tokensOfOneCharacterAreNeverPulledApart() {
        String text = "Br창n's";
        EncodedText tokens = tokenizer.encode(text);
        TokenTagger each = TokenTagger.of(
                Models.ofSequence(ids -> {
                    float[][] rows = new float[ids.length][];
                    for (int i = 0; i < ids.length; i++) {
                        rows[i] = one(BIO, i % 2 == 0 ? "B-PER" : "B-LOC");
                    }
                    return rows;
                }),
                tokenizer,
                BIO);
        assertEquals(
                text.length(),
                each.entities(text).stream().mapToInt(e -> e.end() - e.start()).sum(),
                () -> each.entities(text) + " of " + tokens);
    }

    @Test
    void strategiesDifferInWhatTheySayOfAWord() {
        String text = "embeddings"; // em ##bed ##ding ##s
        float[][] rows = {{0, 0, 0}, {0.9f, 0, 0.1f}, {0.2f, 0, 0.8f}, {0.01f, 0.99f, 0}, {0.2f, 0, 0.8f}, {0, 0, 0}};
        TokenTagger tagger = TokenTagger.of(Models.ofSequence(ids -> rows), tokenizer, List.of("A", "B", "C"))
                .withProbability(Probability.NONE);
        assertEquals(4, tagger.tokens(text).size());
        assertEquals("A[0,2) em, C[2,5) bed, B[5,9) ding, C[9,10) s", shown(tagger.entities(text)));
        assertEquals(
                "A[0,10) embeddings",
                shown(tagger.withAggregation(Aggregation.FIRST).entities(text)));
        assertEquals(
                "B[0,10) embeddings",
                shown(tagger.withAggregation(Aggregation.MAX).entities(text)));
        List<Entity> average = tagger.withAggregation(Aggregation.AVERAGE).entities(text);
        assertEquals("C[0,10) embeddings", shown(average));
        assertEquals(1.7f / 4, average.getFirst().score(), 1e-6);
        assertEquals(
                List.of(new TaggedToken("A", 0.9f, 0, 10)),
                tagger.withAggregation(Aggregation.FIRST).tokens(text));
    }

    @Test
    void aLongTextIsReadInWindowsAsOne() {
        Tokenizer small = Tokenizers.bert(12);
        String text = "Ada Lovelace met Byron in New York and in London . ".repeat(9);
        Map<Integer, String> labels = Map.of(
                id("ada"),
                "B-PER",
                id("love"),
                "I-PER",
                id("##lace"),
                "I-PER",
                id("byron"),
                "B-PER",
                id("new"),
                "B-LOC",
                id("york"),
                "I-LOC",
                id("london"),
                "B-LOC");
        TokenScores byWord = Models.byToken(id -> one(BIO, labels.getOrDefault(id, "O")));
        List<Entity> whole = TokenTagger.of(byWord, Tokenizers.bert(512), BIO).entities(text);
        assertEquals(36, whole.size());
        assertEquals(whole, TokenTagger.of(byWord, small, BIO).entities(text));
        for (int overlap = 0; overlap < 10; overlap++) {
            assertEquals(
                    whole,
                    TokenTagger.of(byWord, small, BIO)
                            .withLongTexts(LongInput.windows(overlap))
                            .entities(text),
                    "overlap of " + overlap);
        }
        assertEquals(
                whole,
                TokenTagger.of(byWord, small, BIO)
                        .withLongTexts(LongInput.PARTS)
                        .entities(text));
        assertThrows(
                TextException.class,
                () -> TokenTagger.of(byWord, small, BIO)
                        .withLongTexts(LongInput.REFUSE)
                        .entities(text));
        assertEquals(
                whole.subList(0, 3),
                TokenTagger.of(byWord, small, BIO)
                        .withLongTexts(LongInput.TRUNCATE)
                        .entities(text));
    }

    @Test
    void textsWithoutWordsHaveNoEntities() {
        TokenTagger tagger = TokenTagger.of(Models.byToken(id -> one(BIO, "B-PER")), tokenizer, BIO);
        assertEquals(List.of(List.of(), List.of(), List.of()), tagger.entities(List.of("", "  \n", "\uF0B7")));
    }

    private int id(String token) {
        return tokenizer.id(token).orElseThrow(() -> new AssertionError(token));
    }

    /** Gives the tokens of a text these labels, or else its words; special tokens have the last label. */
    private TokenTagger tagger(List<String> labels, String text, String each) {
        Map<Integer, String> byRow = new HashMap<>();
        EncodedText tokens = tokenizer.encode(text);
        List<String> words = List.of(each.split(" "));
        boolean ofTokens = words.size() == tokens.length() - 2;
        assertTrue(ofTokens || words.size() == tokens.word(tokens.length() - 2) + 1, () -> "tokens of " + text);
        for (int row = 0; row < tokens.length(); row++) {
            int number = ofTokens ? row - 1 : tokens.word(row);
            byRow.put(row, tokens.isSpecial(row) ? labels.getLast() : words.get(number));
        }
        return TokenTagger.of(
                Models.ofSequence(ids -> {
                    float[][] rows = new float[ids.length][];
                    for (int i = 0; i < ids.length; i++) {
                        rows[i] = one(labels, byRow.get(i));
                    }
                    return rows;
                }),
                tokenizer,
                labels);
    }

    private static float[] one(List<String> labels, String label) {
        float[] row = new float[labels.size()];
        row[labels.indexOf(label)] = 5;
        return row;
    }

    private static String shown(List<Entity> entities) {
        return String.join(
                ", ",
                entities.stream()
                        .map(e -> e.label() + "[" + e.start() + "," + e.end() + ") " + e.text())
                        .toList());
    }
}
