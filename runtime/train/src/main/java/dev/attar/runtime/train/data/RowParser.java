package dev.attar.runtime.train.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The text of a row becomes fields. */
interface RowParser {
    /** A comment of CoNLL-U. A token can be a number sign, too. */
    Pattern COMMENT = Pattern.compile("#\\s*(\\S+ = .*|newdoc.*|newpar.*)");

    Row parse(String place, String text);

    /** {@code {"text":"…","label":"…"}}. */
    static RowParser json() {
        ObjectReader reader = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(JsonNode.class);
        return (place, text) -> {
            try {
                if (reader.readTree(text) instanceof ObjectNode object) {
                    return new Row(place, object);
                }
            } catch (JsonProcessingException e) {
                throw new DataException(
                        place,
                        "not a JSON object: " + e.getOriginalMessage(),
                        "each line is one, such as {\"text\":\"…\",\"label\":\"…\"}",
                        e);
            }
            throw new DataException(
                    place, "not a JSON object", "each line is one, such as {\"text\":\"…\",\"label\":\"…\"}");
        };
    }

    /** Values by the names of their columns, all of them strings. */
    static RowParser columns(String place, String header, char separator) {
        List<String> names =
                split(place, header, separator).stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new DataException(
                        place, "two columns are called \"" + name + "\"", "the first line names each column once");
            }
        }
        return (where, text) -> {
            List<String> values = split(where, text, separator);
            if (values.size() != names.size()) {
                throw new DataException(
                        where,
                        values.size() + " values for " + names.size() + " columns",
                        separator == ',' ? "put values with commas between quotes" : "put one tab between two values");
            }
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < values.size(); i++) {
                fields.put(names.get(i), values.get(i));
            }
            return new Row(where, fields);
        };
    }

    /** {@code words} and {@code labels}: the first and the last column of each line. */
    static RowParser conll() {
        return (place, text) -> {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            ArrayNode words = fields.putArray("words");
            ArrayNode labels = fields.putArray("labels");
            for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
                if (line.startsWith("-DOCSTART-") || COMMENT.matcher(line).matches()) {
                    continue;
                }
                String[] columns = line.strip().split("[ \t]+");
                if (columns.length < 2) {
                    throw new DataException(
                            place,
                            "a line of this sentence has one column: " + line.strip(),
                            "each line has a token first and its label last");
                }
                words.add(columns[0]);
                labels.add(columns[columns.length - 1]);
            }
            return new Row(place, fields);
        };
    }

    private static List<String> split(String place, String text, char separator) {
        String line = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return separator == ',' ? quoted(place, line) : List.of(line.split(String.valueOf(separator), -1));
    }

    /** RFC 4180: a value between quotes may hold commas, line feeds, and quotes written twice. */
    private static List<String> quoted(String place, String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (inside && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"' && (inside || value.isEmpty())) {
                inside = !inside;
            } else if (c == ',' && !inside) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        if (inside) {
            throw new DataException(
                    place, "a quote is not closed", "end the value with a quote, or write \"\" for one");
        }
        values.add(value.toString());
        return values;
    }
}
