package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.model.Bpe;
import dev.attar.runtime.text.model.Bpe.Merge;
import dev.attar.runtime.text.model.Model;
import dev.attar.runtime.text.model.Unigram;
import dev.attar.runtime.text.model.Vocabulary;
import dev.attar.runtime.text.model.WordLevel;
import dev.attar.runtime.text.model.WordPiece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model of a {@code tokenizer.json}. */
final class ModelJson {
    private static final int LONGEST_PIECE = 4096;

    private ModelJson() {}

    static Model read(Json part) {
        if (part.isNull()) {
            throw part.fault("there is none");
        }
        String type = type(part);
        try {
            return switch (type) {
                case "WordPiece" ->
                    new WordPiece(
                            vocabulary(part.get("vocab")),
                            part.get("unk_token").string(),
                            part.get("continuing_subword_prefix").string(),
                            part.get("max_input_chars_per_word").index());
                case "BPE" -> bpe(part);
                case "Unigram" -> unigram(part);
                case "WordLevel" ->
                    new WordLevel(
                            vocabulary(part.get("vocab")), part.get("unk_token").string());
                default -> throw TokenizerJson.unknownType(part, type);
            };
        } catch (IllegalArgumentException e) {
            throw new FormatFault(part.path() + ": " + e.getMessage(), e);
        }
    }

    /** Files of the first versions name no type. */
    private static String type(Json part) {
        if (!part.get("type").isNull()) {
            return part.get("type").string();
        }
        if (part.get("vocab").isArray()) {
            return "Unigram";
        }
        return !part.get("merges").isNull()
                ? "BPE"
                : part.get("max_input_chars_per_word").isNull() ? "WordLevel" : "WordPiece";
    }

    static Vocabulary vocabulary(Json vocabulary) {
        Map<String, ?> members = vocabulary.members();
        Map<String, Integer> ids = HashMap.newHashMap(members.size());
        members.forEach((token, id) -> ids.put(
                token,
                id instanceof Long
                        ? Json.index(id, vocabulary.path() + ": id of \"" + token + "\"")
                        : notAnId(vocabulary, token)));
        return new Vocabulary(ids);
    }

    private static int notAnId(Json vocabulary, String token) {
        throw vocabulary.fault("the id of \"" + token + "\" is not a whole number");
    }

    private static Model bpe(Json part) {
        Json dropout = part.get("dropout");
        if (!dropout.isNull() && dropout.number() != 0) {
            throw dropout.fault("merges left out at random are for training; write null");
        }
        return new Bpe(
                vocabulary(part.get("vocab")),
                merges(part.get("merges")),
                new Bpe.Options(
                        part.get("unk_token").optionalString().orElse(null),
                        part.get("continuing_subword_prefix").optionalString().orElse(null),
                        part.get("end_of_word_suffix").optionalString().orElse(null),
                        part.get("fuse_unk").bool(false),
                        part.get("byte_fallback").bool(false),
                        part.get("ignore_merges").bool(false)));
    }

    private static List<Merge> merges(Json list) {
        List<?> values = list.values();
        List<Merge> merges = new ArrayList<>(values.size());
        for (Object value : values) {
            if (value instanceof String line) {
                if (!line.startsWith("#version")) {
                    merges.add(merge(line, list.path() + "[" + merges.size() + "]"));
                }
            } else if (value instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof String first
                    && pair.get(1) instanceof String second) {
                merges.add(new Merge(first, second));
            } else {
                throw list.fault("merge " + merges.size() + " is not a pair of tokens");
            }
        }
        return merges;
    }

    /** A line of a list of merges. */
    static Merge merge(String line, String place) {
        int blank = line.indexOf(' ');
        if (blank < 0 || line.indexOf(' ', blank + 1) >= 0) {
            throw new FormatFault(place + ": two tokens and a blank between them are expected");
        }
        return new Merge(line.substring(0, blank), line.substring(blank + 1));
    }

    private static Model unigram(Json part) {
        List<?> values = part.get("vocab").values();
        String[] tokens = new String[values.size()];
        double[] scores = new double[tokens.length];
        for (int id = 0; id < tokens.length; id++) {
            if (!(values.get(id) instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof String token
                    && pair.get(1) instanceof Number score)) {
                throw part.get("vocab").fault("piece " + id + " is not a string and a score");
            }
            if (token.length() > LONGEST_PIECE) {
                throw part.get("vocab")
                        .fault("piece " + id + " has " + token.length() + " characters; at most " + LONGEST_PIECE
                                + " are supported");
            }
            tokens[id] = token;
            scores[id] = score.doubleValue();
        }
        Json unknown = part.get("unk_id");
        if (!unknown.isNull() && unknown.index() >= tokens.length) {
            throw unknown.fault("the vocabulary has " + tokens.length + " pieces");
        }
        return new Unigram(
                tokens,
                scores,
                unknown.isNull() ? -1 : unknown.index(),
                part.get("byte_fallback").bool(false));
    }
}
