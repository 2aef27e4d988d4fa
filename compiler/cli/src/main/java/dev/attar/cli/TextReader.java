package dev.attar.cli;

import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes tokens of what was given on the command line, and says where it was given when it cannot. */
record TextReader(Optional<Tokenizer> tokenizer, LongInput longInput) {
    private static final String TARGET = "target.spm";

    /**
     * The tokenizer that is named, or the one that lies beside the weights, in one of the forms that models are published with.
     *
     * @param named null: none is
     */
    static Optional<Tokenizer> tokenizer(Path named, Path weights, int context) {
        if (named != null) {
            return Optional.of(Tokenizer.load(named, context));
        }
        try {
            return Optional.of(Tokenizer.load(weights.toAbsolutePath().getParent(), context));
        } catch (TextException e) {
            if (e.kind() == TextException.Kind.FILE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The tokenizer of translations: the one that is named, or Marian's target.spm beside the weights, or that of sources.
     *
     * @param named null: none is
     * @param namedSource the tokenizer of sources; null: none is named
     */
    static Optional<Tokenizer> target(Path named, Path namedSource, Path weights, int context) {
        if (named != null) {
            return Optional.of(Tokenizer.load(named, context));
        }
        Path target =
                (namedSource == null ? weights : namedSource).toAbsolutePath().resolveSibling(TARGET);
        return Files.exists(target)
                ? Optional.of(Tokenizer.load(target, context))
                : tokenizer(namedSource, weights, context);
    }

    EncodedText encode(Request.OfText request) {
        Tokenizer known = tokenizer.orElseThrow(() -> new Refusal(
                request.place() + ": a text, but there is no tokenizer",
                "name the model's tokenizer.json with --tokenizer, or give token ids"));
        try {
            return (request.pair().isPresent()
                            ? known.encodePair(request.text(), request.pair().get(), longInput)
                            : known.encode(request.text(), longInput))
                    .getFirst();
        } catch (TextException e) {
            String what = e.getMessage().lines().findFirst().orElseThrow();
            throw new Refusal(
                    request.place() + ": " + what,
                    e.kind() == TextException.Kind.TOO_LONG ? "shorten it, or give --truncate" : e.hint());
        }
    }

    /** The tokens of a text, or those that were given; segments are refused. */
    int[] ids(Request request) {
        return switch (request) {
            case Request.OfText text -> encode(text).ids();
            case Request.OfIds(String place, List<Integer> ids, List<Integer> segments) -> {
                if (!segments.isEmpty()) {
                    throw new Refusal(
                            place + ": segment ids, which decoders and translators do not have", "leave them out");
                }
                yield ids.stream().mapToInt(Integer::intValue).toArray();
            }
        };
    }
}
