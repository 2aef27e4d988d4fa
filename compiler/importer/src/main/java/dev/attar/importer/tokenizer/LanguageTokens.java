package dev.attar.importer.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.importer.source.ImportException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tokens that name a language, before or behind a text: {@code de_DE} (mBART), {@code deu_Latn} (NLLB), {@code __de__} (M2M-100). */
final class LanguageTokens {
    private static final Pattern LANGUAGE =
            Pattern.compile("__[a-z]{2,3}__|[a-z]{2,3}_[A-Z]{2}|[a-z]{3}_[A-Z][a-z]{3}");

    private final Path file;
    private final Map<String, Integer> tokens = new TreeMap<>();

    /** @param added the tokens that are not of the tokenizer's model, with their ids */
    LanguageTokens(Path file, Map<String, Integer> added) {
        this.file = file;
        added.forEach((token, id) -> {
            if (LANGUAGE.matcher(token).matches()) {
                tokens.put(token, id);
            }
        });
    }

    Map<String, Integer> all() {
        return tokens;
    }

    /** @throws ImportException when there is no such language, naming those that there are */
    String token(String language) {
        for (String token : new String[] {language, "__" + language + "__"}) {
            if (tokens.containsKey(token)) {
                return token;
            }
        }
        throw new ImportException(file + " has no language '" + language + "'"
                + (tokens.isEmpty()
                        ? "; it has no tokens of languages at all"
                        : "; it has " + tokens.keySet().stream().limit(60).collect(Collectors.joining(", "))
                                + (tokens.size() > 60 ? " and " + (tokens.size() - 60) + " more" : "")));
    }

    /**
     * The post-processor with another language in the place of the one that it puts beside a text.
     *
     * @throws ImportException when it puts none there
     */
    JsonNode withSource(JsonNode postProcessor, String language) {
        String token = token(language);
        JsonNode changed = postProcessor.deepCopy();
        if (replace(changed, token) == 0) {
            throw new ImportException(
                    file + " puts no language beside a text, so none can be chosen; import it as it is");
        }
        for (JsonNode template : changed.findParents("special_tokens")) {
            ObjectNode entry = ((ObjectNode) template.get("special_tokens")).putObject(token);
            entry.put("id", token);
            entry.putArray("ids").add(tokens.get(token));
            entry.putArray("tokens").add(token);
        }
        return changed;
    }

    private int replace(JsonNode tree, String token) {
        int replaced = 0;
        JsonNode special = tree.path("SpecialToken");
        if (special instanceof ObjectNode one
                && tokens.containsKey(one.path("id").asText())) {
            one.put("id", token);
            replaced++;
        }
        for (JsonNode child : tree) {
            replaced += replace(child, token);
        }
        return replaced;
    }
}
