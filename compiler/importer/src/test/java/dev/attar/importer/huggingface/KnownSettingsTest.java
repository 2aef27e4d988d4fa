package dev.attar.importer.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each family's importer knows: every setting that transformers 5.18 writes for a model of the family is used or known to be
 * without effect, and any other is unknown and reported.
 */
class KnownSettingsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Settings that the heads use; a model has one of them. */
    private static final Set<String> OF_HEADS =
            Set.of("architectures", "id2label", "model_type", "problem_type", "tie_word_embeddings");

    private static ObjectNode config(Family family) {
        ObjectNode config = MAPPER.createObjectNode().put("model_type", family.type());
        Map<String, Integer> sizes = family == Family.DISTILBERT
                ? Map.of("vocab_size", 11, "dim", 4, "n_layers", 2, "n_heads", 2, "hidden_dim", 6)
                : Map.of(
                        "vocab_size", 11,
                        "hidden_size", 4,
                        "num_hidden_layers", 2,
                        "num_attention_heads", 2,
                        "intermediate_size", 6);
        sizes.forEach(config::put);
        return config.put("max_position_embeddings", 9).put("pad_token_id", 1);
    }

    private static Settings read(ObjectNode config, Family family) {
        Settings settings = new Settings("config.json", config);
        Config reader = new Config(settings);
        reader.requirePlain();
        Sizes.of(reader, family);
        settings.harmless(OF_HEADS);
        settings.harmless(Config.HARMLESS);
        settings.harmless(Config.harmless(family));
        return settings;
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void everySettingThatIsWrittenIsKnown(Family family) throws IOException {
        JsonNode written;
        try (InputStream keys = KnownSettingsTest.class.getResourceAsStream("/config-keys.json")) {
            written = MAPPER.readTree(keys).get(family.type());
        }
        ObjectNode config = config(family);
        written.forEach(key -> {
            if (!config.has(key.asText())) {
                config.putNull(key.asText());
            }
        });
        assertTrue(written.size() > 20, "the record is empty");
        Settings settings = read(config, family);
        assertEquals(Set.of(), new TreeSet<>(settings.unknown().keySet()));
        config.put("attention_twist", 3);
        assertEquals(Set.of("attention_twist"), read(config, family).unknown().keySet());
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void noSettingIsBothUsedAndWithoutEffect(Family family) {
        Settings settings = read(config(family), family);
        assertTrue(settings.used().keySet().stream().noneMatch(settings.withoutEffect()::contains));
    }

    @ParameterizedTest
    @CsvSource({
        "layer_norm_eps, 0",
        "layer_norm_eps, -1",
        "layer_norm_eps, 1e30",
        "layer_norm_eps, 1e-32",
        "type_vocab_size, -2",
        "num_hidden_layers, 5000000",
        "num_hidden_layers, 0",
        "num_hidden_layers, 2000000000",
        "vocab_size, 99999999999",
        "vocab_size, 1.5",
        "hidden_size, -4",
        "num_attention_heads, 0",
        "num_attention_heads, 3",
        "intermediate_size, 33554432",
        "max_position_embeddings, 0",
        "hidden_dropout_prob, 1",
        "attention_probs_dropout_prob, -0.1",
        "hidden_act, '\"squish\"'"
    })
    void numbersOutOfRangeAreRefusedByTheirName(String key, String value) throws IOException {
        ObjectNode config = config(Family.BERT);
        config.set(key, MAPPER.readTree(value));
        String message = assertThrows(ImportException.class, () -> read(config, Family.BERT))
                .getMessage();
        assertTrue(message.contains(key) || message.contains("heads do not divide"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "position_embedding_type, '\"relative_key\"'", "is_decoder, true", "add_cross_attention, true",
        "is_encoder_decoder, true", "pruned_heads, '{\"1\": [0]}'", "quantization_config, '{\"bits\": 4}'",
        "embedding_size, 2", "auto_map, '{\"AutoModel\": \"x.Y\"}'"
    })
    void whatWouldComputeSomethingElseIsRefused(String key, String value) throws IOException {
        ObjectNode config = config(Family.BERT);
        config.set(key, MAPPER.readTree(value));
        String message = assertThrows(ImportException.class, () -> read(config, Family.BERT))
                .getMessage();
        assertTrue(message.contains(key), message);
    }

    @Test
    void groupsOfLayersAreRefused() {
        ObjectNode config = config(Family.ALBERT).put("num_hidden_groups", 2);
        assertThrows(ImportException.class, () -> read(config, Family.ALBERT));
    }

    @Test
    void otherFamiliesAreRefusedWithWhatTheyHave() {
        for (String type : OtherFamilies.types()) {
            String message =
                    assertThrows(ImportException.class, () -> Family.of(type)).getMessage();
            assertTrue(message.contains("'" + type + "' is not supported: this family "), message);
            assertTrue(message.contains("xlm-roberta"), message);
        }
        String unknown =
                assertThrows(ImportException.class, () -> Family.of("tomorrow")).getMessage();
        assertTrue(unknown.contains("'tomorrow' is not known"), unknown);
    }
}
