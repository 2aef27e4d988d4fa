package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.model.ChatTemplate;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A chat as a prompt. Special tokens come from the template alone: what a message spells like one is read as text.
 *
 * @param ids of the prompt
 * @param endTokens that end the answer, besides the model's own
 * @param stops that end the answer
 */
record ChatPrompt(int[] ids, List<Integer> endTokens, List<String> stops) {
    /** One message. */
    record Message(String role, String text) {}

    /** The messages of a request. */
    static List<Message> messages(JsonNode given, int most) {
        if (!given.isArray()) {
            throw RequestBody.wrong("messages", "an array of messages", given);
        }
        RequestBody.checkSize("messages", given, most);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            messages.add(message("messages[" + i + "]", given.get(i)));
        }
        return messages;
    }

    private static Message message(String name, JsonNode given) {
        if (!given.isObject()) {
            throw RequestBody.wrong(name, "a message", given);
        }
        String role = given.path("role").asText("");
        String known = switch (role) {
            case "system", "developer" -> "system";
            case "user", "assistant" -> role;
            default ->
                throw ApiException.invalid(
                        name, name + ".role must be system, developer, user or assistant, not " + given.path("role"));
        };
        return new Message(known, content(name + ".content", given.path("content")));
    }

    private static String content(String name, JsonNode content) {
        if (!content.isArray()) {
            return RequestBody.text(name, content);
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText("").equals("text")) {
                throw ApiException.of(400, "unsupported_value", name, name + ": parts must be of type text");
            }
            text.append(RequestBody.text(name + ".text", part.path("text")));
        }
        return text.toString();
    }

    static ChatPrompt of(ChatTemplate template, Tokenizer tokenizer, List<Message> messages) {
        Tokenizer plain = tokenizer.withSpecialTokensAsText();
        return switch (template) {
            case NONE ->
                throw ApiException.of(
                        400, "unsupported_value", "model", "this model is not for chats: use /v1/completions");
            case PLAIN -> plain(plain, messages);
            case CHATML -> chatMl(new Ids(tokenizer, plain), messages);
            case LLAMA3 -> llama3(new Ids(tokenizer, plain), messages);
        };
    }

    private static ChatPrompt plain(Tokenizer tokenizer, List<Message> messages) {
        StringBuilder text = new StringBuilder();
        for (Message message : messages) {
            text.append(
                    switch (message.role) {
                        case "system" -> message.text + "\n\n";
                        case "user" -> "User: " + message.text + "\n";
                        default -> "Assistant: " + message.text + "\n";
                    });
        }
        int[] ids = tokenizer.encode(text.append("Assistant:").toString()).ids();
        return new ChatPrompt(ids, List.of(), List.of("\nUser:"));
    }

    private static ChatPrompt chatMl(Ids ids, List<Message> messages) {
        for (Message message : messages) {
            ids.special("<|im_start|>").text(message.role + "\n" + message.text);
            ids.special("<|im_end|>").text("\n");
        }
        ids.special("<|im_start|>").text("assistant\n");
        return new ChatPrompt(ids.all(), List.of(ids.id("<|im_end|>")), List.of());
    }

    private static ChatPrompt llama3(Ids ids, List<Message> messages) {
        ids.special("<|begin_of_text|>");
        for (Message message : messages) {
            ids.special("<|start_header_id|>").text(message.role).special("<|end_header_id|>");
            ids.text("\n\n" + message.text.strip()).special("<|eot_id|>");
        }
        ids.special("<|start_header_id|>").text("assistant").special("<|end_header_id|>");
        ids.text("\n\n");
        return new ChatPrompt(ids.all(), List.of(ids.id("<|eot_id|>")), List.of());
    }

    /** Tokens that are put together, special ones by name. */
    private static final class Ids {
        private final Tokenizer tokenizer;
        private final Tokenizer plain;
        private final IntStream.Builder ids = IntStream.builder();

        Ids(Tokenizer tokenizer, Tokenizer plain) {
            this.tokenizer = tokenizer;
            this.plain = plain;
        }

        int id(String special) {
            return tokenizer
                    .id(special)
                    .orElseThrow(() -> new IllegalStateException("the vocabulary has no token " + special));
        }

        Ids special(String token) {
            ids.add(id(token));
            return this;
        }

        Ids text(String text) {
            for (int id : plain.encodePlain(text).ids()) {
                ids.add(id);
            }
            return this;
        }

        int[] all() {
            return ids.build().toArray();
        }
    }
}
