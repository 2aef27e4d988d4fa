package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.attar.runtime.text.task.TextEmbedder;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LangChain4j's module for OpenAI's service, with this server in its place. */
class LangChain4jClientTest {
    private static AttarServer server;
    private static String url;

    @BeforeAll
    static void start() {
        server = AttarServer.start(ServerSettings.local(), List.of(SmallModels.ALL.embeds, SmallModels.ALL.generates));
        url = "http://127.0.0.1:" + server.port() + "/v1";
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void vectorsHaveTheBitsOfTheModel() {
        OpenAiEmbeddingModel model = OpenAiEmbeddingModel.builder()
                .baseUrl(url)
                .apiKey("any")
                .modelName("embeds")
                .maxRetries(0)
                .build();
        var response = model.embedAll(List.of(TextSegment.from("the cat"), TextSegment.from("odd bird")));
        TextEmbedder expected = TextEmbedder.of(SmallModels.ALL.embedder, SmallTokenizers.words(SmallModels.CONTEXT));
        assertArrayEquals(expected.embed("the cat"), response.content().get(0).vector());
        assertArrayEquals(expected.embed("odd bird"), response.content().get(1).vector());
        assertEquals(8, response.tokenUsage().inputTokenCount());
    }

    @Test
    void aChatIsTheSameWholeAndInPieces() throws Exception {
        OpenAiChatModel whole = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("any")
                .modelName("generates")
                .maxTokens(6)
                .temperature(0.0)
                .maxRetries(0)
                .build();
        String text = whole.chat("Hi!");
        OpenAiStreamingChatModel pieces = OpenAiStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey("any")
                .modelName("generates")
                .maxTokens(6)
                .temperature(0.0)
                .build();
        CompletableFuture<String> done = new CompletableFuture<>();
        StringBuilder joined = new StringBuilder();
        pieces.chat(List.of(UserMessage.from("Hi!")), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                joined.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.complete(response.aiMessage().text());
            }

            @Override
            public void onError(Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        assertEquals(text, done.get(20, TimeUnit.SECONDS));
        assertEquals(text, joined.toString());
        assertFalse(text.isEmpty());
    }
}
