package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.InputException;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedTextsTest {
    private final Tokenizer tokenizer = Tokenizers.bert(512);

    @Test
    void anyNumberOfTextsIsReadSomeAtATimeInTheirOrder() {
        Models.Calls calls = new Models.Calls(Models.bySequence(ids -> new float[] {ids[1]}));
        Reranker reranker = Reranker.of(calls, tokenizer).withPlainScores();
        List<String> passages =
                IntStream.range(0, 300).mapToObj(i -> "x".repeat(i % 7 + 1)).toList();
        float[] scores = reranker.scores("", passages);
        for (int i = 0; i < 300; i++) {
            assertEquals(tokenizer.encodePair("", passages.get(i)).ids()[1], scores[i], "passage " + i);
        }
        assertEquals(List.of(64, 64, 64, 64, 44), sizes(calls));
    }

    @Test
    void longTextsMakeSmallerBatches() {
        Models.Calls calls = new Models.Calls(Models.bySequence(ids -> new float[] {ids.length}));
        Reranker.of(calls, tokenizer).scores("", Collections.nCopies(20, "word ".repeat(500)));
        assertTrue(
                calls.batches.stream().allMatch(batch -> batch.tokens() < 4096 + 512),
                sizes(calls).toString());
        assertEquals(20, sizes(calls).stream().mapToInt(i -> i).sum());
    }

    @Test
    void noTextsNoCall() {
        Models.Calls calls = new Models.Calls(Models.bySequence(ids -> new float[] {1}));
        assertEquals(0, Reranker.of(calls, tokenizer).scores("q", List.of()).length);
        assertEquals(List.of(), calls.batches);
    }

    @Test
    void whatTheModelRefusesIsToldByTheNumberOfTheText() {
        SequenceScores refusing = batch -> {
            for (int i = 0; i < batch.sequences(); i++) {
                if (batch.length(i) > 4) {
                    throw new InputException(
                            InputException.Reason.SEQUENCE_TOO_LONG, i, -1, "sequence " + i + " has 5 tokens");
                }
            }
            return Models.bySequence(ids -> new float[] {1}).of(batch);
        };
        List<String> texts = new ArrayList<>(Collections.nCopies(70, ""));
        texts.set(66, "two words");
        InputException refused = assertThrows(
                InputException.class, () -> Reranker.of(refusing, tokenizer).scores("", texts));
        assertEquals("text 67 of 70 has 5 tokens", refused.getMessage());
        assertEquals(66, refused.sequence());
    }

    private static List<Integer> sizes(Models.Calls calls) {
        return calls.batches.stream().map(Batch::sequences).toList();
    }
}
