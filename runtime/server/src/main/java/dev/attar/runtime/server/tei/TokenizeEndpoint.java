package dev.attar.runtime.server.tei;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /tokenize}: the tokens of each text, with their places in UTF-16 units; and {@code POST /decode}, the way back. A text
 * may be longer than the context, as long as the request's tokens are not too many.
 */
public record TokenizeEndpoint(ServedModels models) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "tokenize", _ -> true);
        exchange.about(model);
        Tokenizer tokenizer = model.served().tokenizer();
        List<String> texts = body.texts("inputs", exchange.limits().texts());
        boolean special = body.flag("add_special_tokens", true);
        body.end();
        List<EncodedText> encoded = new ArrayList<>();
        for (String text : texts) {
            EncodedText tokens =
                    special ? tokenizer.encode(text, LongInput.REFUSE).getFirst() : tokenizer.encodePlain(text);
            exchange.caller().reads(tokens.length());
            encoded.add(tokens);
        }
        exchange.answer(out -> {
            out.writeStartArray();
            for (EncodedText tokens : encoded) {
                write(tokens, tokenizer, out);
            }
            out.writeEndArray();
        });
    }

    private static void write(EncodedText tokens, Tokenizer tokenizer, JsonGenerator out) throws IOException {
        int[] ids = tokens.ids();
        out.writeStartArray();
        for (int i = 0; i < ids.length; i++) {
            out.writeStartObject();
            out.writeNumberField("id", ids[i]);
            out.writeStringField("text", tokenizer.token(ids[i]).orElse(""));
            out.writeBooleanField("special", tokens.isSpecial(i));
            if (tokens.isSpecial(i)) {
                out.writeNullField("start");
                out.writeNullField("stop");
            } else {
                out.writeNumberField("start", tokens.start(i));
                out.writeNumberField("stop", tokens.end(i));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** {@code POST /decode}: an array of texts of an array of token ids, or of several. */
    public Endpoint decode() {
        return exchange -> {
            RequestBody body = exchange.body();
            LiveModel model = models.choose(body.text("model"), "tokenize", _ -> true);
            exchange.about(model);
            JsonNode ids = body.value("ids")
                    .orElseThrow(() -> ApiException.of(
                            400, "missing_parameter", "ids", "ids is missing: give an array of token ids"));
            boolean skips = body.flag("skip_special_tokens", true);
            body.end();
            if (!ids.isArray()) {
                throw RequestBody.wrong("ids", "an array of token ids, or of such arrays", ids);
            }
            List<String> texts = new ArrayList<>();
            if (!ids.isEmpty() && ids.get(0).isArray()) {
                RequestBody.checkSize("ids", ids, exchange.limits().texts());
                for (int i = 0; i < ids.size(); i++) {
                    texts.add(text("ids[" + i + "]", ids.get(i), skips, model, exchange));
                }
            } else {
                texts.add(text("ids", ids, skips, model, exchange));
            }
            exchange.answer(out -> {
                out.writeStartArray();
                for (String text : texts) {
                    out.writeString(text);
                }
                out.writeEndArray();
            });
        };
    }

    private static String text(String name, JsonNode given, boolean skips, LiveModel model, Exchange exchange) {
        if (!given.isArray()) {
            throw RequestBody.wrong(name, "an array of token ids", given);
        }
        int[] ids = RequestBody.ids(name, given);
        exchange.caller().reads(ids.length);
        return model.served().tokenizer().decode(ids, skips);
    }
}
