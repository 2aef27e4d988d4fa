package dev.attar.runtime.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** How refusals are written: as the clients of either kind read them. */
public enum ErrorShape {
    /** {@code {"error":{"message":…,"type":…,"param":…,"code":…}}}. */
    OPENAI {
        @Override
        void write(ApiException refusal, JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeObjectFieldStart("error");
            out.writeStringField("message", refusal.getMessage());
            out.writeStringField("type", type(refusal.status()));
            out.writeStringField("param", refusal.parameter().orElse(null));
            out.writeStringField("code", refusal.code());
            out.writeEndObject();
            out.writeEndObject();
        }

        private static String type(int status) {
            return switch (status) {
                case 401 -> "authentication_error";
                case 404 -> "not_found_error";
                case 429 -> "rate_limit_error";
                default -> status < 500 ? "invalid_request_error" : "server_error";
            };
        }
    },
    /** {@code {"error":…,"error_type":…}}. */
    TEI {
        @Override
        void write(ApiException refusal, JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("error", refusal.getMessage());
            out.writeStringField("error_type", type(refusal));
            out.writeEndObject();
        }

        private static String type(ApiException refusal) {
            return switch (refusal.status()) {
                case 429, 503 -> "Overloaded";
                case 500, 504 -> "Backend";
                default -> refusal.code().equals("invalid_text") ? "Tokenizer" : "Validation";
            };
        }
    };

    abstract void write(ApiException refusal, JsonGenerator out) throws IOException;
}
