package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.attar.runtime.generate.GeneratedToken;
import dev.attar.runtime.server.http.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How generated texts are written: a completion or a chat, whole or in chunks.
 *
 * @param chat otherwise a completion
 * @param id of the answer, the same in all of its chunks
 * @param created seconds since 1970
 * @param model its name
 * @param logProbabilities whether tokens are written
 */
record AnswerForm(boolean chat, String id, long created, String model, boolean logProbabilities, TokenNames names) {
    /**
     * A text, or a part of one.
     *
     * @param index which of the answer's texts
     * @param offset where it begins in the text, in UTF-16 units
     * @param finish why the text ended; empty: it has not
     */
    record Choice(int index, String text, List<GeneratedToken> tokens, int offset, Optional<String> finish) {}

    /** Tokens that were read and written. */
    record Usage(long prompt, long generated) {}

    /** The whole answer. */
    Json.Value whole(List<Choice> choices, Usage usage) {
        return out -> {
            begin(chat ? "chat.completion" : "text_completion", out);
            for (Choice choice : choices) {
                out.writeStartObject();
                out.writeNumberField("index", choice.index);
                if (chat) {
                    out.writeObjectFieldStart("message");
                    out.writeStringField("role", "assistant");
                    out.writeStringField("content", choice.text);
                    out.writeNullField("refusal");
                    out.writeEndObject();
                } else {
                    out.writeStringField("text", choice.text);
                }
                end(choice, out);
            }
            out.writeEndArray();
            usage(usage, out);
            out.writeEndObject();
        };
    }

    /** A chunk of one text. */
    Json.Value chunk(Choice choice, boolean first) {
        return out -> {
            begin(chat ? "chat.completion.chunk" : "text_completion", out);
            out.writeStartObject();
            out.writeNumberField("index", choice.index);
            if (chat) {
                out.writeObjectFieldStart("delta");
                if (first) {
                    out.writeStringField("role", "assistant");
                }
                out.writeStringField("content", choice.text);
                out.writeEndObject();
            } else {
                out.writeStringField("text", choice.text);
            }
            end(choice, out);
            out.writeEndArray();
            out.writeEndObject();
        };
    }

    /** The last chunk, where the tokens were to be counted. */
    Json.Value counts(Usage usage) {
        return out -> {
            begin(chat ? "chat.completion.chunk" : "text_completion", out);
            out.writeEndArray();
            usage(usage, out);
            out.writeEndObject();
        };
    }

    private void begin(String object, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", id);
        out.writeStringField("object", object);
        out.writeNumberField("created", created);
        out.writeStringField("model", model);
        out.writeArrayFieldStart("choices");
    }

    private void end(Choice choice, JsonGenerator out) throws IOException {
        out.writeFieldName("logprobs");
        if (!logProbabilities) {
            out.writeNull();
        } else if (chat) {
            names.chat(choice.tokens, out);
        } else {
            names.completion(choice.tokens, choice.offset, out);
        }
        out.writeStringField("finish_reason", choice.finish.orElse(null));
        out.writeEndObject();
    }

    private static void usage(Usage usage, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("usage");
        out.writeNumberField("prompt_tokens", usage.prompt);
        out.writeNumberField("completion_tokens", usage.generated);
        out.writeNumberField("total_tokens", usage.prompt + usage.generated);
        out.writeEndObject();
    }
}
