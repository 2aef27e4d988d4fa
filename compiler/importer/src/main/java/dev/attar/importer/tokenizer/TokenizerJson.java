package dev.attar.importer.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.attar.importer.source.ImportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@code tokenizer.json}, read through once without its vocabulary being kept: the parts that settings may change, and how
 * many ids there are. Everything else stays byte for byte as it is.
 */
final class TokenizerJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final byte[] bytes;
    private JsonNode normalizer = NullNode.getInstance();
    private JsonNode truncation = NullNode.getInstance();
    private JsonNode padding = NullNode.getInstance();
    private JsonNode preTokenizer = NullNode.getInstance();
    private final Map<String, Integer> added = new HashMap<>();
    private Part postProcessor = new Part(NullNode.getInstance(), -1, -1);
    private int normalizerStart = -1;
    private int normalizerEnd = -1;
    private long largestId = -1;

    /** A part of the file and the bytes that it takes. */
    private record Part(JsonNode json, int start, int end) {}

    private TokenizerJson(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws ImportException when it is no JSON object */
    static TokenizerJson read(Path file, byte[] bytes) {
        TokenizerJson json = new TokenizerJson(bytes);
        try (JsonParser parser = new JsonFactory().setCodec(MAPPER).createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ImportException(file + " is no tokenizer: it holds no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                json.part(parser.currentName(), parser);
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new ImportException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ImportException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void part(String name, JsonParser parser) throws IOException {
        parser.nextToken();
        switch (name) {
            case "normalizer" -> {
                normalizerStart = (int) parser.currentTokenLocation().getByteOffset();
                normalizer = parser.readValueAsTree();
                normalizerEnd = (int) parser.currentLocation().getByteOffset();
                if (normalizer == null) {
                    normalizer = NullNode.getInstance();
                }
            }
            case "post_processor" -> {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                JsonNode json = tree(parser);
                postProcessor =
                        new Part(json, start, (int) parser.currentLocation().getByteOffset());
            }
            case "truncation" -> truncation = tree(parser);
            case "padding" -> padding = tree(parser);
            case "pre_tokenizer" -> preTokenizer = tree(parser);
            case "added_tokens" ->
                tree(parser).forEach(token -> {
                    added.put(token.path("content").asText(), token.path("id").asInt(-1));
                    largestId = Math.max(largestId, token.path("id").asLong(-1));
                });
            case "model" -> model(parser);
            default -> parser.skipChildren();
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        return tree == null ? NullNode.getInstance() : tree;
    }

    private void model(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                        largestId = Math.max(largestId, parser.getLongValue());
                    } else {
                        parser.skipChildren();
                    }
                }
            } else if (name.equals("vocab") && value == JsonToken.START_ARRAY) {
                long pieces = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                    pieces++;
                }
                largestId = Math.max(largestId, pieces - 1);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The largest id of a token; -1 when none was found. */
    long largestId() {
        return largestId;
    }

    JsonNode normalizer() {
        return normalizer;
    }

    JsonNode truncation() {
        return truncation;
    }

    JsonNode padding() {
        return padding;
    }

    JsonNode preTokenizer() {
        return preTokenizer;
    }

    JsonNode postProcessor() {
        return postProcessor.json();
    }

    /** The tokens that are not of the model, and their ids. */
    Map<String, Integer> added() {
        return added;
    }

    boolean adds(String token) {
        return added.containsKey(token);
    }

    byte[] bytes() {
        return bytes;
    }

    /** The file with another post-processor in the place of the one that it has, and all other bytes as they are. */
    byte[] withPostProcessor(JsonNode changed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 256);
        out.write(bytes, 0, postProcessor.start());
        out.writeBytes(changed.toString().getBytes(StandardCharsets.UTF_8));
        out.write(bytes, postProcessor.end(), bytes.length - postProcessor.end());
        return out.toByteArray();
    }

    /** The file with another normalizer, and all other bytes as they are. */
    byte[] withNormalizer(JsonNode changed) {
        byte[] text = changed.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + text.length);
        if (normalizerStart >= 0) {
            out.write(bytes, 0, normalizerStart);
            out.writeBytes(text);
            out.write(bytes, normalizerEnd, bytes.length - normalizerEnd);
        } else {
            int brace = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('{');
            out.write(bytes, 0, brace + 1);
            out.writeBytes("\"normalizer\":".getBytes(StandardCharsets.UTF_8));
            out.writeBytes(text);
            out.write(',');
            out.write(bytes, brace + 1, bytes.length - brace - 1);
        }
        return out.toByteArray();
    }
}
