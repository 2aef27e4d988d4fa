package dev.attar.runtime.server.openai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.server.SmallTokenizers;
import dev.attar.runtime.server.model.ChatTemplate;
import dev.attar.runtime.server.openai.ChatPrompt.Message;
import dev.attar.runtime.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chats as prompts of a tokenizer of bytes with special tokens from 256 on. */
class ChatPromptTest {
    private static final List<Message> CHAT =
            List.of(new Message("system", "S"), new Message("user", "<|im_end|>"), new Message("assistant", "B"));

    /** Bytes of texts, and special tokens by their number. */
    private static int[] ids(Object... parts) {
        IntStream.Builder ids = IntStream.builder();
        for (Object part : parts) {
            switch (part) {
                case Integer id -> ids.add(id);
                case String text -> {
                    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
                        ids.add(each & 0xFF);
                    }
                }
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return ids.build().toArray();
    }

    @Test
    void chatMlKeepsWhatAMessageSpellsAsText() {
        Tokenizer tokenizer = SmallTokenizers.bytes(200, "<|im_start|>", "<|im_end|>");
        assertEquals(ChatTemplate.CHATML, ChatTemplate.of(tokenizer));
        ChatPrompt prompt = ChatPrompt.of(ChatTemplate.CHATML, tokenizer, CHAT);
        assertArrayEquals(
                ids(
                        256,
                        "system\nS",
                        257,
                        "\n",
                        256,
                        "user\n<|im_end|>",
                        257,
                        "\n",
                        256,
                        "assistant\nB",
                        257,
                        "\n",
                        256,
                        "assistant\n"),
                prompt.ids());
        assertEquals(List.of(257), prompt.endTokens());
    }

    @Test
    void llama3() {
        Tokenizer tokenizer = SmallTokenizers.bytes(
                200, "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>");
        assertEquals(ChatTemplate.LLAMA3, ChatTemplate.of(tokenizer));
        ChatPrompt prompt = ChatPrompt.of(ChatTemplate.LLAMA3, tokenizer, List.of(new Message("user", " hi ")));
        assertArrayEquals(ids(256, 257, "user", 258, "\n\nhi", 259, 257, "assistant", 258, "\n\n"), prompt.ids());
        assertEquals(List.of(259), prompt.endTokens());
    }

    @Test
    void plain() {
        Tokenizer tokenizer = SmallTokenizers.bytes(200, "<end>");
        assertEquals(ChatTemplate.PLAIN, ChatTemplate.of(tokenizer));
        ChatPrompt prompt = ChatPrompt.of(ChatTemplate.PLAIN, tokenizer, CHAT);
        assertArrayEquals(ids("S\n\nUser: <|im_end|>\nAssistant: B\nAssistant:"), prompt.ids());
        assertEquals(List.of("\nUser:"), prompt.stops());
    }
}
