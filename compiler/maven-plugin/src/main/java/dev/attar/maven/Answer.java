package dev.attar.maven;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that the compiler said; the kinds and their fields are listed at {@code dev.attar.compiler.run.Answers}.
 *
 * @param fields by name, as text
 */
record Answer(Map<String, String> fields) {
    static List<Answer> read(Path file) throws IOException {
        List<Answer> answers = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(Files.newBufferedReader(file))) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, json.getText());
                }
                answers.add(new Answer(fields));
            }
        }
        return answers;
    }

    boolean is(String kind) {
        return kind.equals(fields.get("kind"));
    }

    Path spec() {
        return Path.of(text("spec"));
    }

    String text(String field) {
        String value = fields.get(field);
        if (value == null) {
            throw new IllegalStateException("the compiler's answer has no " + field + ": " + fields);
        }
        return value;
    }

    int number(String field) {
        return Integer.parseInt(text(field));
    }
}
