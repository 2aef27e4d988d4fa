package dev.attar.runtime.server.model;

import dev.attar.runtime.text.Tokenizer;
import java.util.Locale;
import java.util.Optional;

/** How the messages of a chat become one prompt. */
public enum ChatTemplate {
    /** The model is not for chats: they are refused. */
    NONE,
    /**
     * For models that were trained with no template: the system's text and an empty line, then {@code User: …} and
     * {@code Assistant: …}, a line each, then {@code Assistant:}. The answer ends before a line that begins with {@code User:}.
     */
    PLAIN,
    /** {@code <|im_start|>role}, a line feed, the text, {@code <|im_end|>} and a line feed: Qwen and many others. */
    CHATML,
    /** {@code <|start_header_id|>role<|end_header_id|>}, an empty line, the text, {@code <|eot_id|>}: Llama 3. */
    LLAMA3;

    /** The template whose special tokens a vocabulary has; otherwise the plain one. */
    public static ChatTemplate of(Tokenizer tokenizer) {
        if (has(tokenizer, "<|im_start|>", "<|im_end|>")) {
            return CHATML;
        }
        return has(tokenizer, "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>")
                ? LLAMA3
                : PLAIN;
    }

    private static boolean has(Tokenizer tokenizer, String... tokens) {
        for (String token : tokens) {
            if (tokenizer.id(token).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Its name in configuration files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The template with this name. */
    public static Optional<ChatTemplate> named(String word) {
        for (ChatTemplate template : values()) {
            if (template.word().equals(word)) {
                return Optional.of(template);
            }
        }
        return Optional.empty();
    }
}
