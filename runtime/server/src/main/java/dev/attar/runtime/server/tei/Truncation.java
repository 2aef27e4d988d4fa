package dev.attar.runtime.server.tei;

import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.text.LongInput;
import java.util.Locale;
import java.util.Optional;

/** The members {@code truncate} and {@code truncation_direction}. */
final class Truncation {
    private Truncation() {}

    /** How texts are cut; empty: the request says nothing of it, or that they are not. */
    static Optional<LongInput> of(RequestBody body) {
        boolean cuts = body.flag("truncate", false);
        String side = body.text("truncation_direction").orElse("right").toLowerCase(Locale.ROOT);
        LongInput.Side chosen = switch (side) {
            case "right" -> LongInput.Side.RIGHT;
            case "left" -> LongInput.Side.LEFT;
            default ->
                throw ApiException.invalid(
                        "truncation_direction", "truncation_direction must be Left or Right, not '" + side + "'");
        };
        return cuts ? Optional.of(LongInput.truncate(LongInput.Which.LONGEST_FIRST, chosen)) : Optional.empty();
    }
}
