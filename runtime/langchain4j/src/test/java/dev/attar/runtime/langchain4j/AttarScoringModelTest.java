package dev.attar.runtime.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Reranker;
import dev.attar.runtime.text.task.SequenceScores;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttarScoringModelTest {
    /** The score of a pair is its length: longer passages are better. */
    private static final SequenceScores LENGTH = batch -> {
        float[] scores = new float[batch.sequences()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = batch.length(i);
        }
        return new Matrix(scores.length, 1, scores);
    };

    private final Reranker reranker = Reranker.of(LENGTH, tokenizer()).withPlainScores();
    private final ScoringModel model = AttarScoringModel.of(reranker);

    @Test
    void eachSegmentHasAScore() {
        assertEquals(
                List.of(5.0, 6.0, 4.0),
                model.scoreAll(segments("hello", "hello world", "\u200b"), "world")
                        .content());
        assertEquals(5.0, model.score("hello", "world").content());
    }

    @Test
    void aBadSegmentDoesNotLoseTheOthers() {
        RefusedSegmentsException refused = assertThrows(
                RefusedSegmentsException.class,
                () -> model.scoreAll(segments("hello", "hello ".repeat(20), "\ud83d", "hello world"), "world"));
        assertEquals(Map.of(0, 5.0, 3, 6.0), refused.scores());
        assertEquals(List.of(1, 2), List.copyOf(refused.refused().keySet()));
        assertTrue(refused.getMessage().contains("segment 1 of 4: the text has 24 tokens"), refused.getMessage());
        assertEquals(
                16.0,
                AttarScoringModel.of(reranker.withLongPassages(LongInput.TRUNCATE))
                        .score("hello ".repeat(20), "world")
                        .content());
        assertThrows(IllegalArgumentException.class, () -> model.scoreAll(List.of(), "world"));
    }

    @Test
    void theirAggregatorPutsTheBestFirst() {
        Query query = Query.from("world");
        List<Content> contents =
                List.of(Content.from("hello"), Content.from("hello hello hello"), Content.from("hello world"));
        List<Content> ranked = ReRankingContentAggregator.builder()
                .scoringModel(model)
                .build()
                .aggregate(Map.of(query, List.of(contents)));
        assertEquals(
                List.of("hello hello hello", "hello world", "hello"),
                ranked.stream().map(content -> content.textSegment().text()).toList());
    }

    private static List<TextSegment> segments(String... texts) {
        return Arrays.stream(texts)
                .map(text -> new TextSegment(text, new Metadata()))
                .toList();
    }

    private static Tokenizer tokenizer() {
        ClassLoader loader = AttarScoringModelTest.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream("all-minilm-l6-v2-tokenizer.json")) {
            return Tokenizer.parse("tokenizer.json", in.readAllBytes(), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
