package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.attar.runtime.generate.GeneratedToken;
import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes tokens with their log-probabilities. A log-probability of minus infinity is written as {@value #LEAST}: JSON has none. */
record TokenNames(Tokenizer tokenizer) {
    private static final double LEAST = -9999;

    String of(int id) {
        return tokenizer.decode(new int[] {id}, false);
    }

    /** As a completion shows them; places are those of the tokens in the text, in UTF-16 units. */
    void completion(List<GeneratedToken> tokens, int offset, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("tokens");
        for (GeneratedToken token : tokens) {
            out.writeString(of(token.id()));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("token_logprobs");
        for (GeneratedToken token : tokens) {
            number(token.logProbability(), out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("top_logprobs");
        for (GeneratedToken token : tokens) {
            out.writeStartObject();
            java.util.Set<String> named =
                    new java.util.HashSet<>(); // two tokens may be spelt alike: the likelier counts
            for (GeneratedToken.Alternative other : token.top()) {
                String name = of(other.id());
                if (named.add(name)) {
                    out.writeFieldName(name);
                    number(other.logProbability(), out);
                }
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("text_offset");
        int at = offset;
        for (GeneratedToken token : tokens) {
            out.writeNumber(at);
            at += of(token.id()).length();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** As a chat shows them. */
    void chat(List<GeneratedToken> tokens, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("content");
        for (GeneratedToken token : tokens) {
            out.writeStartObject();
            entry(token.id(), token.logProbability(), out);
            out.writeArrayFieldStart("top_logprobs");
            for (GeneratedToken.Alternative other : token.top()) {
                out.writeStartObject();
                entry(other.id(), other.logProbability(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNullField("refusal");
        out.writeEndObject();
    }

    private void entry(int id, float logProbability, JsonGenerator out) throws IOException {
        String name = of(id);
        out.writeStringField("token", name);
        out.writeFieldName("logprob");
        number(logProbability, out);
        out.writeArrayFieldStart("bytes");
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            out.writeNumber(each & 0xFF);
        }
        out.writeEndArray();
    }

    private static void number(float logProbability, JsonGenerator out) throws IOException {
        if (Float.isFinite(logProbability)) {
            out.writeNumber(logProbability);
        } else {
            out.writeNumber(LEAST);
        }
    }
}
