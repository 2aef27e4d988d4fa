package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.task.TextEmbedder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official client of OpenAI's service, with this server in its place. */
class OpenAiClientTest {
    private static final SmallModels MODELS = SmallModels.ALL;

    private static AttarServer server;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        server = AttarServer.start(ServerSettings.local().withApiKeys(List.of("secret", "other")), MODELS.list());
        client = client("other");
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + server.port() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    @Test
    void vectorsHaveTheBitsOfTheModel() {
        List<String> texts = List.of("the cat sees a bird", "Anna");
        Matrix expected = TextEmbedder.of(MODELS.embedder, SmallTokenizers.words(SmallModels.CONTEXT))
                .embed(texts);
        for (String model : List.of("embeds", "text-embedding-3-small")) {
            CreateEmbeddingResponse response = client.embeddings()
                    .create(EmbeddingCreateParams.builder()
                            .model(model)
                            .inputOfArrayOfStrings(texts)
                            .build());
            assertEquals(2, response.data().size());
            for (int i = 0; i < 2; i++) {
                List<Float> vector = response.data().get(i).embedding();
                assertArrayEquals(expected.row(i), floats(vector));
            }
            assertEquals(10, response.usage().promptTokens());
        }
    }

    @Test
    void vectorsOfTokenIdsAreThoseOfTheirText() {
        CreateEmbeddingResponse ofText = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("embeds")
                        .input("the cat")
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                        .build());
        CreateEmbeddingResponse ofIds = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("embeds")
                        .inputOfArrayOfTokens(List.of(0L, 3L, 4L, 1L))
                        .build());
        assertEquals(
                ofText.data().getFirst().embedding(), ofIds.data().getFirst().embedding());
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    @Test
    void aCompletionIsWholeOrInPieces() {
        CompletionCreateParams wanted = CompletionCreateParams.builder()
                .model("generates")
                .prompt("ab")
                .maxTokens(8)
                .temperature(0.9)
                .seed(7)
                .logprobs(2)
                .build();
        Completion whole = client.completions().create(wanted);
        StringBuilder joined = new StringBuilder();
        try (StreamResponse<Completion> pieces = client.completions().createStreaming(wanted)) {
            pieces.stream()
                    .forEach(piece -> joined.append(piece.choices().getFirst().text()));
        }
        assertEquals(whole.choices().getFirst().text(), joined.toString());
        assertEquals(8, whole.usage().orElseThrow().completionTokens());
        assertEquals("length", whole.choices().getFirst().finishReason().asString());
        assertEquals(
                8,
                whole.choices()
                        .getFirst()
                        .logprobs()
                        .orElseThrow()
                        .tokenLogprobs()
                        .orElseThrow()
                        .size());
    }

    @Test
    void severalPromptsAndChoicesComeInOrder() {
        Completion both = client.completions()
                .create(CompletionCreateParams.builder()
                        .model("generates")
                        .promptOfArrayOfStrings(List.of("ab", "xyz"))
                        .n(2)
                        .temperature(1.0)
                        .seed(3)
                        .maxTokens(5)
                        .build());
        assertEquals(4, both.choices().size());
        Completion second = client.completions()
                .create(CompletionCreateParams.builder()
                        .model("generates")
                        .prompt("xyz")
                        .temperature(1.0)
                        .seed(4)
                        .maxTokens(5)
                        .build());
        assertEquals(second.choices().getFirst().text(), both.choices().get(3).text(), "the seeds follow each other");
    }

    @Test
    void aChatIsWholeOrInPieces() {
        ChatCompletionCreateParams wanted = ChatCompletionCreateParams.builder()
                .model("generates")
                .addSystemMessage("Be brief.")
                .addUserMessage("Hi!")
                .maxCompletionTokens(6)
                .logprobs(true)
                .topLogprobs(2)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletion whole = client.chat().completions().create(wanted);
        StringBuilder joined = new StringBuilder();
        long[] tokens = new long[1];
        try (StreamResponse<ChatCompletionChunk> pieces =
                client.chat().completions().createStreaming(wanted)) {
            pieces.stream().forEach(piece -> {
                piece.choices().forEach(choice -> choice.delta().content().ifPresent(joined::append));
                piece.usage().ifPresent(usage -> tokens[0] = usage.completionTokens());
            });
        }
        assertEquals(whole.choices().getFirst().message().content().orElseThrow(), joined.toString());
        assertEquals(whole.usage().orElseThrow().completionTokens(), tokens[0]);
        assertEquals(
                "Be brief.\n\nUser: Hi!\nAssistant:".length(),
                whole.usage().orElseThrow().promptTokens());
    }

    @Test
    void modelsAreListed() {
        assertEquals(
                List.of("embeds", "classifies", "ranks", "tags", "generates", "translates"),
                client.models().list().data().stream().map(model -> model.id()).toList());
        assertEquals("tags", client.models().retrieve("tags").id());
        assertThrows(NotFoundException.class, () -> client.models().retrieve("none"));
    }

    @Test
    void refusalsAreTheClientsExceptions() {
        NotFoundException unknown = assertThrows(
                NotFoundException.class,
                () -> client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("none")
                                .input("a")
                                .build()));
        assertTrue(unknown.getMessage().contains("there is no model 'none'"), unknown.getMessage());
        BadRequestException other = assertThrows(
                BadRequestException.class,
                () -> client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("tags")
                                .input("a")
                                .build()));
        assertTrue(other.getMessage().contains("tags does not embed"), other.getMessage());
        BadRequestException tooLong = assertThrows(
                BadRequestException.class,
                () -> client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("embeds")
                                .input("the ".repeat(15))
                                .build()));
        assertTrue(tooLong.getMessage().contains("17 tokens"), tooLong.getMessage());
        assertEquals("context_length_exceeded", tooLong.code().orElseThrow());
        OpenAIClient stranger = client("wrong");
        assertThrows(UnauthorizedException.class, () -> stranger.models().list());
        stranger.close();
    }
}
