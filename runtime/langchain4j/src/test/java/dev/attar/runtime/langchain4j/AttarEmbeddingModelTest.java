package dev.attar.runtime.langchain4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttarEmbeddingModelTest {
    private static final int HELLO = 7592;
    private static final int WORLD = 2088;
    private static final int CLS = 101;
    private static final int SEP = 102;

    private final CountingEmbedder embedder = new CountingEmbedder();
    private final AttarEmbeddingModel model = AttarEmbeddingModel.of(embedder, tokenizer(16));

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aTextBecomesAVectorOfLengthOne() {
        Response<Embedding> response = model.embed("hello world");
        assertArrayEquals(unit(4, (CLS + HELLO + WORLD + SEP) / 1000.0, HELLO, WORLD), vector(response), 1e-6f);
        assertEquals(2, response.tokenUsage().inputTokenCount());
        assertEquals(4, model.dimension());
        assertEquals("CountingEmbedder", model.modelName());
    }

    @Test
    void allSegmentsAreOneBatchInTheirOrder() {
        String lengthy = "world " + "hello ".repeat(30);
        List<String> texts = List.of("hello", lengthy, "world", "hello world");
        Response<List<Embedding>> response = embedAll(model, texts);
        assertEquals(1, embedder.calls);
        assertEquals(1 + 31 + 1 + 2, response.tokenUsage().inputTokenCount());
        for (int i = 0; i < texts.size(); i++) {
            assertArrayEquals(
                    vector(model.embed(texts.get(i))), response.content().get(i).vector());
        }
    }

    @Test
    void aLongTextIsTheMeanOfItsPartsByTheirTokens() {
        // 14 tokens fit beside the special ones: parts of 14, 14 and 2.
        float[] vector = vector(model.embed("hello ".repeat(28) + "world world"));
        double sum = 28 * (CLS + 14 * HELLO + SEP) + 2 * (CLS + 2 * WORLD + SEP);
        assertArrayEquals(
                unit(
                        (28 * 16 + 2 * 4) / 30.0,
                        sum / 1000 / 30,
                        (28 * HELLO + 2 * WORLD) / 30.0,
                        (28 * HELLO + 2 * WORLD) / 30.0),
                vector,
                1e-6f);
    }

    @Test
    void theCallerMayChooseToTruncateOrToRefuse() {
        String lengthy = "hello ".repeat(14) + "world world";
        try (AttarEmbeddingModel cutting =
                AttarEmbeddingModel.of(new CountingEmbedder(), tokenizer(16), LongInput.TRUNCATE, "cutting")) {
            assertArrayEquals(vector(model.embed("hello ".repeat(14))), vector(cutting.embed(lengthy)));
            assertEquals(14, cutting.embed(lengthy).tokenUsage().inputTokenCount());
            assertEquals("cutting", cutting.modelName());
        }
        try (AttarEmbeddingModel strict =
                AttarEmbeddingModel.of(new CountingEmbedder(), tokenizer(16), LongInput.REFUSE, "strict")) {
            assertRefused("segment 1 of 2: the text has 18 tokens, the model takes at most 16", () -> {
                embedAll(strict, List.of("hello", lengthy));
            });
        }
    }

    @Test
    void whatCannotBeEmbeddedIsRefusedBySegment() {
        assertRefused("there are no segments", () -> model.embedAll(List.of()));
        assertRefused("segment 0 of 1: the text is not well-formed Unicode", () -> model.embed("half \ud83d"));
        assertRefused("load it with the model's context()", () -> AttarEmbeddingModel.of(embedder, tokenizer(17)));
        assertEquals(0, embedder.calls);
    }

    @Test
    void aBadSegmentDoesNotLoseTheOthers() {
        List<String> texts = List.of("hello", "half \ud83d", "\u200b", "\ud83d half", "world");
        RefusedSegmentsException refused = assertThrows(RefusedSegmentsException.class, () -> embedAll(model, texts));
        assertEquals(List.of(1, 3), List.copyOf(refused.refused().keySet()));
        assertEquals(List.of(0, 2, 4), List.copyOf(refused.embeddings().keySet()));
        assertEquals(0, refused.scores().size());
        for (int good : refused.embeddings().keySet()) {
            assertArrayEquals(
                    vector(model.embed(texts.get(good))),
                    refused.embeddings().get(good).vector());
        }
        assertTrue(refused.getMessage().contains("segment 1 of 5: the text is not"), refused.getMessage());
        assertTrue(refused.getMessage().contains("segment 3 of 5: the text is not"), refused.getMessage());
    }

    @Test
    void aSegmentWithoutTokensHasTheVectorOfTheSpecialTokens() {
        for (String empty : List.of("\u200b", "\uF0B7")) {
            Response<List<Embedding>> response = embedAll(model, List.of("hello", empty, "world"));
            assertArrayEquals(
                    unit(2, (CLS + SEP) / 1000.0, SEP, CLS),
                    response.content().get(1).vector(),
                    1e-6f);
            assertArrayEquals(
                    vector(model.embed("world")), response.content().get(2).vector());
            assertEquals(2, response.tokenUsage().inputTokenCount());
        }
    }

    @Test
    void promptsStandBeforeTexts() {
        AttarEmbeddingModel prompted = model.withPrompts(Map.of("query", "hello "));
        assertArrayEquals(vector(model.embed("world")), vector(prompted.embed("world")));
        assertArrayEquals(
                vector(model.embed("hello world")),
                vector(prompted.withPrompt("query").embed("world")));
        assertThrows(IllegalArgumentException.class, () -> prompted.withPrompt("passage"));
    }

    @Test
    void listenersHearOfCallsAndErrors() {
        List<Integer> answered = new ArrayList<>();
        List<Throwable> failed = new ArrayList<>();
        EmbeddingModel heard = model.addListener(new EmbeddingModelListener() {
            @Override
            public void onResponse(EmbeddingModelResponseContext context) {
                answered.add(context.response().content().size());
            }

            @Override
            public void onError(EmbeddingModelErrorContext context) {
                failed.add(context.error());
            }
        });
        embedAll(heard, List.of("hello", "world"));
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> embedAll(heard, List.of("\ud83d")));
        assertEquals(List.of(2), answered);
        assertEquals(1, failed.size());
        assertSame(error, failed.getFirst());
    }

    @Test
    void theirStoreInMemoryFindsWhatWasPutIn() {
        List<String> texts = List.of("hello", "world", "hello world hello", "the quick brown fox");
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        store.addAll(model.embedAll(segments).content(), segments);
        for (String text : texts) {
            var found = store.search(EmbeddingSearchRequest.builder()
                            .queryEmbedding(model.embed(text).content())
                            .maxResults(1)
                            .build())
                    .matches()
                    .getFirst();
            assertEquals(text, found.embedded().text());
            assertEquals(1.0, found.score(), 1e-6);
        }
    }

    @Test
    void closingClosesTheModelAndTheTokenizer() {
        model.close();
        assertTrue(embedder.closed);
        assertThrows(IllegalStateException.class, () -> model.embed("hello"));
    }

    private static Response<List<Embedding>> embedAll(EmbeddingModel model, List<String> texts) {
        return model.embedAll(texts.stream().map(TextSegment::from).toList());
    }

    private static void assertRefused(String expected, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static float[] vector(Response<Embedding> response) {
        return response.content().vector();
    }

    private static float[] unit(double... values) {
        double length = Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / length);
        }
        return unit;
    }

    private static Tokenizer tokenizer(int context) {
        ClassLoader loader = AttarEmbeddingModelTest.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream("all-minilm-l6-v2-tokenizer.json")) {
            return Tokenizer.parse("tokenizer.json", in.readAllBytes(), context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
