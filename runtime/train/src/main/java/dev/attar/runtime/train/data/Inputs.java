package dev.attar.runtime.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.train.data.Task.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields of a row that hold a text or token ids become tokens. */
final class Inputs {
    private final Optional<Tokenizer> tokenizer;
    private final boolean truncate;
    private int cut;

    Inputs(Optional<Tokenizer> tokenizer, boolean truncate) {
        this.tokenizer = tokenizer;
        this.truncate = truncate;
    }

    /** How many texts did not fit and were cut. */
    int cut() {
        return cut;
    }

    /** {@code NAME}, a text, with {@code pair} where it has one; or {@code idsName}, token ids with {@code segments} where they have some. */
    TokenIds read(Row row, String name, String idsName, Optional<String> pair, Limits limits) {
        boolean text = row.fields().has(name);
        if (text == row.fields().has(idsName)) {
            throw row.refused(
                    text ? "both \"" + name + "\" and \"" + idsName + "\"" : "no \"" + name + "\"",
                    "give either \"" + name + "\", a text, or \"" + idsName + "\", its token ids");
        }
        if (text) {
            return tokens(encode(row, name, pair), limits);
        }
        int[] ids = integers(row, idsName);
        int[] segments = row.fields().has("segments") ? integers(row, "segments") : new int[ids.length];
        check(row, idsName, ids, segments, limits);
        return new TokenIds(ids, segments, new boolean[ids.length]);
    }

    /** The tokens of a text and their places in it. */
    EncodedText encode(Row row, String name, Optional<String> pair) {
        String first = text(row, name);
        Optional<String> second = pair.filter(other -> row.fields().has(other)).map(other -> text(row, other));
        return encodeTexts(row, first, second);
    }

    EncodedText encodeTexts(Row row, String first, Optional<String> second) {
        Tokenizer words = tokenizer.orElseThrow(() -> row.refused(
                "a text, and there is no tokenizer", "give one with --tokenizer, or token ids instead of texts"));
        try {
            EncodedText encoded = encode(words, first, second, LongInput.REFUSE);
            if (encoded.length() == 0) {
                throw row.refused("an empty text", "leave the row out");
            }
            return encoded;
        } catch (TextException e) {
            if (e.kind() != TextException.Kind.TOO_LONG || !truncate) {
                throw new DataException(row.place(), firstLine(e), e.hint(), e);
            }
            cut++;
            return encode(words, first, second, LongInput.TRUNCATE);
        }
    }

    private static EncodedText encode(Tokenizer words, String first, Optional<String> second, LongInput choice) {
        return second.map(other -> words.encodePair(first, other, choice))
                .orElseGet(() -> words.encode(first, choice))
                .getFirst();
    }

    private static String firstLine(TextException e) {
        return e.getMessage().lines().findFirst().orElse("");
    }

    static TokenIds tokens(EncodedText encoded, Limits limits) {
        boolean[] fixed = new boolean[encoded.length()];
        for (int t = 0; t < fixed.length; t++) {
            fixed[t] = encoded.isSpecial(t);
        }
        int[] segments = limits.segments() > 0 ? encoded.segments() : new int[fixed.length];
        return new TokenIds(encoded.ids(), segments, fixed);
    }

    /** Ids of a tokenizer are checked too: it may be another model's. */
    static void check(Row row, String name, int[] ids, int[] segments, Limits limits) {
        if (ids.length == 0) {
            throw row.refused("\"" + name + "\" is empty", "give at least one token, or leave the row out");
        }
        if (ids.length > limits.context()) {
            throw row.refused(
                    ids.length + " tokens in \"" + name + "\", and the context is " + limits.context(),
                    "shorten the sequence; what to drop is not for Attar to guess");
        }
        if (segments.length != ids.length) {
            throw row.refused(
                    segments.length + " segment ids for " + ids.length + " tokens", "give one for each token");
        }
        for (int t = 0; t < ids.length; t++) {
            if (ids[t] < 0 || ids[t] >= limits.vocabulary()) {
                throw row.refused(
                        "token " + (t + 1) + " of \"" + name + "\" is " + ids[t] + ", and the vocabulary has "
                                + limits.vocabulary(),
                        "take the tokenizer of this model; ids are 0 to " + (limits.vocabulary() - 1));
            }
            if (segments[t] < 0 || segments[t] >= Math.max(1, limits.segments())) {
                throw row.refused(
                        "segment " + segments[t] + " at token " + (t + 1) + ", and the model has " + limits.segments()
                                + " segments",
                        limits.segments() == 0 ? "leave \"segments\" out" : "count them from 0");
            }
        }
    }

    static String text(Row row, String name) {
        JsonNode value = row.fields().get(name);
        if (!value.isTextual()) {
            throw row.refused("\"" + name + "\" is not a string", "write it in quotes");
        }
        return value.textValue();
    }

    /** An array of whole numbers, or a string of them with blanks or commas between. */
    static int[] integers(Row row, String name) {
        List<Integer> values = new ArrayList<>();
        JsonNode node = row.fields().get(name);
        boolean fits = node.isArray() || node.isTextual();
        if (node.isTextual()) {
            for (String word : node.textValue().strip().split("[\\s,]+")) {
                fits &= word.matches("-?\\d{1,9}");
                values.add(fits ? Integer.parseInt(word) : 0);
            }
        }
        for (JsonNode value : node) {
            fits &= value.isIntegralNumber() && value.canConvertToInt();
            values.add(value.intValue());
        }
        if (!fits) {
            throw row.refused("\"" + name + "\" is not an array of whole numbers", "write it as [101,7592,2088,102]");
        }
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
