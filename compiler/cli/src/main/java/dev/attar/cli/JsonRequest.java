package dev.attar.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A request written as a JSON object: {@code {"text":"…"}}, {@code {"text":"…","pair":"…"}} or {@code {"ids":[…],"segments":[…]}}. */
final class JsonRequest {
    private static final Set<String> OF_TEXT = Set.of("text");
    private static final Set<String> OF_PAIR = Set.of("text", "pair");
    private static final Set<String> OF_IDS = Set.of("ids", "segments");

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private JsonRequest() {}

    /** @param pairs whether a pair of texts is taken */
    static Request parse(String place, String line, boolean pairs) {
        JsonNode object;
        try {
            object = READER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new Refusal(
                    place + ": not a JSON object: " + e.getOriginalMessage(),
                    "a line that begins with { must be one; write a text that does as {\"text\":\"{…\"}");
        }
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        boolean text = names.contains("text");
        Set<String> known = !text ? OF_IDS : pairs ? OF_PAIR : OF_TEXT;
        if (text == names.contains("ids") || !known.containsAll(names)) {
            throw new Refusal(
                    place + ": an object with " + (names.isEmpty() ? "nothing in it" : String.join(", ", names)),
                    "give either \"text\"" + (pairs ? ", with a \"pair\" where the model reads two," : ",")
                            + " or \"ids\" and where the model needs them \"segments\"");
        }
        if (!text) {
            return new Request.OfIds(place, integers(place, object, "ids"), integers(place, object, "segments"));
        }
        Optional<String> pair = names.contains("pair") ? Optional.of(string(place, object, "pair")) : Optional.empty();
        return new Request.OfText(place, string(place, object, "text"), pair);
    }

    private static String string(String place, JsonNode object, String name) {
        if (!object.get(name).isTextual()) {
            throw new Refusal(place + ": \"" + name + "\" is not a string", "write it in quotes");
        }
        return object.get(name).textValue();
    }

    private static List<Integer> integers(String place, JsonNode object, String name) {
        JsonNode array = object.get(name);
        List<Integer> values = new ArrayList<>();
        if (array == null) {
            return values;
        }
        boolean fits = array.isArray();
        for (JsonNode value : array) {
            fits &= value.isIntegralNumber() && value.canConvertToInt();
            values.add(value.intValue());
        }
        if (!fits) {
            throw new Refusal(
                    place + ": \"" + name + "\" is not an array of whole numbers", "write it as [101,7592,2088,102]");
        }
        return values;
    }
}
