package dev.attar.runtime.text.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Tokens by id and ids by token. */
public final class Vocabulary {
    private final Map<String, Integer> ids;
    private final Map<Integer, String> tokens;
    private final Map<Integer, Integer> blanks = new java.util.concurrent.ConcurrentHashMap<>();

    /** @param ids the id of each token; ids are 0 or more */
    public Vocabulary(Map<String, Integer> ids) {
        this.ids = ids;
        this.tokens = HashMap.newHashMap(ids.size());
        ids.forEach((token, id) -> tokens.put(id, token));
    }

    /** The vocabulary whose ids are the places of the tokens; of equal tokens the last one counts. */
    public static Vocabulary of(String[] tokens) {
        Map<String, Integer> ids = HashMap.newHashMap(tokens.length);
        for (int id = 0; id < tokens.length; id++) {
            ids.put(tokens[id], id);
        }
        Vocabulary vocabulary = new Vocabulary(ids);
        for (int id = 0; id < tokens.length; id++) {
            vocabulary.tokens.put(id, tokens[id]);
        }
        return vocabulary;
    }

    public int size() {
        return tokens.size() > ids.size() ? tokens.size() : ids.size();
    }

    public Map<String, Integer> ids() {
        return ids;
    }

    public OptionalInt id(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    public Optional<String> token(int id) {
        return Optional.ofNullable(tokens.get(id));
    }

    /** The blanks at the ends of a token, as {@link Tokens} packs them. */
    int blanks(int id) {
        return blanks.computeIfAbsent(
                id,
                any -> Tokens.blanks(tokens.getOrDefault(any, "").codePoints().toArray()));
    }
}
