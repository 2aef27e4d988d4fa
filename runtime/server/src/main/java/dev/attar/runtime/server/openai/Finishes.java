package dev.attar.runtime.server.openai;

import dev.attar.runtime.generate.Finish;
import dev.attar.runtime.server.batch.Caller;

/** Why a text ended, in OpenAI's words. */
public final class Finishes {
    private Finishes() {}

    /** @throws dev.attar.runtime.server.batch.ServiceException when it ended with the request's time */
    public static String of(Finish finish, Caller caller) {
        return switch (finish) {
            case END_TOKEN, STOP_TEXT -> "stop";
            case LENGTH, CONTEXT -> "length";
            case CANCELLED, DEADLINE -> throw caller.late();
        };
    }
}
