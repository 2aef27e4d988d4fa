package dev.attar.runtime.server.http;

import dev.attar.runtime.CallException;
import dev.attar.runtime.InputException;
import dev.attar.runtime.generate.GenerationException;
import dev.attar.runtime.server.batch.ServiceException;
import dev.attar.runtime.text.TextException;

/** What a client is told of an exception: those made for a refusal say what is wrong with the request, others are faults. */
public final class Failures {
    private static final String TOO_LONG = "context_length_exceeded";

    private Failures() {}

    /** @param id of the request */
    public static ApiException of(RuntimeException failure, String id) {
        return switch (failure) {
            case ApiException known -> known;
            case ServiceException refused -> of(refused);
            case TextException refused -> of(refused, id);
            case InputException refused ->
                ApiException.of(
                        400,
                        refused.reason() == InputException.Reason.SEQUENCE_TOO_LONG ? TOO_LONG : "invalid_value",
                        "",
                        refused.getMessage());
            case GenerationException refused -> of(refused);
            case CallException ended
            when ended.reason() == CallException.Reason.LATE ->
                ApiException.of(504, "deadline_exceeded", "", ended.getMessage());
            default -> ApiException.fault(id, failure);
        };
    }

    private static ApiException of(ServiceException refused) {
        String message = refused.getMessage();
        return switch (refused.reason()) {
            case BUSY -> ApiException.later(429, "queue_full", message, refused.retryAfter());
            case ENDING -> ApiException.later(503, "ending", message, refused.retryAfter());
            case LATE -> ApiException.of(504, "deadline_exceeded", "", message);
            case TOO_MANY_TOKENS -> ApiException.of(413, "too_many_tokens", "", message);
        };
    }

    private static ApiException of(TextException refused, String id) {
        return switch (refused.kind()) {
            case TOO_LONG -> ApiException.of(400, TOO_LONG, "", firstLine(refused));
            case TEXT -> ApiException.of(400, "invalid_text", "", firstLine(refused));
            case FILE, FORMAT -> ApiException.fault(id, refused);
        };
    }

    /** Without the hint, which speaks of methods. */
    private static String firstLine(TextException refused) {
        return refused.getMessage().lines().findFirst().orElse("the text is refused");
    }

    private static ApiException of(GenerationException refused) {
        String message = refused.getMessage();
        return switch (refused.reason()) {
            case TOO_LONG -> ApiException.of(400, TOO_LONG, "", message);
            case MEMORY -> ApiException.of(400, "too_large", "", message);
            case BUSY -> ApiException.later(429, "queue_full", message, 1);
            case EMPTY, TOKEN, SETTINGS, NO_TOKEN -> ApiException.of(400, "invalid_value", "", message);
        };
    }
}
