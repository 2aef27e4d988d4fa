package dev.attar.importer.source;

import java.util.Optional;

/**
 * The languages that a translator of several is imported for, as its tokenizer calls them ({@code de_DE}, {@code deu_Latn}), or for M2M-100
 * without the underscores around them ({@code de}).
 */
public record Languages(Optional<String> source, Optional<String> target) {
    /** None is asked for. */
    public static final Languages NONE = new Languages(Optional.empty(), Optional.empty());
}
