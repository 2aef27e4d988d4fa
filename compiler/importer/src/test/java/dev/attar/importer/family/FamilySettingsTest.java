package dev.attar.importer.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.Distances.Rotary;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.Reach;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.Settings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings mean that the folders in the tests do not have. */
class FamilySettingsTest {
    private static final String LLAMA = """
        {"vocab_size": 50, "hidden_size": 16, "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 2,
         "intermediate_size": 24, "max_position_embeddings": 64}
        """;
    private static final String GPT_NEO = """
        {"vocab_size": 50, "hidden_size": 16, "num_layers": 4, "num_heads": 4, "max_position_embeddings": 64, "window_size": 8}
        """;
    private static final String OPT = """
        {"vocab_size": 50, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "ffn_dim": 24,
         "max_position_embeddings": 64}
        """;
    private static final String T5 = """
        {"vocab_size": 50, "d_model": 16, "d_kv": 4, "d_ff": 24, "num_layers": 2, "num_heads": 4}
        """;
    private static final String BART = """
        {"vocab_size": 50, "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4,
         "decoder_attention_heads": 4, "encoder_ffn_dim": 24, "decoder_ffn_dim": 24, "max_position_embeddings": 64}
        """;

    private static FamilyModel model(String type, String base, String more) {
        try {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(base);
            json.put("model_type", type);
            json.setAll((ObjectNode) new ObjectMapper().readTree("{" + more + "}"));
            FamilyConfig config = new FamilyConfig(new Settings("config.json", json), new ImportReport());
            return FamilyFolder.model(Families.of(type).orElseThrow(), config);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Attention attention(String type, String base, String more) {
        return model(type, base, more).stacks().getFirst().attention();
    }

    private static Rotary rotary(String more) {
        return (Rotary) attention("llama", LLAMA, more).distances();
    }

    @Test
    void rotaryPositionsAreReadAsTheyAreWrittenNowAndBefore() {
        assertEquals(new Rotary(), rotary(""));
        assertEquals(5e5, rotary("\"rope_theta\": 500000.0").base());
        assertEquals(
                5e5,
                rotary("\"rope_parameters\": {\"rope_theta\": 500000.0, \"rope_type\": \"default\"}")
                        .base());
        assertEquals(
                new Distances.Scaling.Linear(4), scaling("\"rope_scaling\": {\"type\": \"linear\", \"factor\": 4.0}"));
        assertEquals(
                new Distances.Scaling.Llama3(8, 1, 4, 32),
                scaling("\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8.0, \"low_freq_factor\": 1.0,"
                        + " \"high_freq_factor\": 4.0, \"original_max_position_embeddings\": 32}"));
    }

    private static Object scaling(String more) {
        return rotary(more).scaling();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama|\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2.0}|dynamic",
                "llama|\"rope_scaling\": {\"type\": \"yarn\", \"factor\": 2.0}|yarn",
                "llama|\"rope_scaling\": {\"type\": \"linear\"}|factor",
                "llama|\"rope_parameters\": {\"rope_type\": \"default\", \"attention_factor\": 2.0}|attention_factor",
                "llama|\"num_key_value_heads\": 3|groups",
                "llama|\"num_attention_heads\": 3, \"num_key_value_heads\": 3|heads do not divide",
                "llama|\"hidden_act\": \"squish\"|squish",
                "qwen2|\"layer_types\": [\"full_attention\"]|layer_types",
                "qwen2|\"layer_types\": [\"a\", \"b\", \"c\", \"d\"]|layer_types"
            })
    void whatWouldComputeSomethingElseIsRefused(String type, String more, String named) {
        ImportException refused = assertThrows(ImportException.class, () -> model(type, LLAMA, more));
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    @Test
    void windowsOfMistralAndQwen() {
        assertEquals(
                List.of(Reach.band(7)),
                attention("mistral", LLAMA, "\"sliding_window\": 8").reach());
        assertEquals(
                List.of(Reach.FULL),
                attention("mistral", LLAMA, "\"sliding_window\": null").reach());
        assertEquals(
                List.of(Reach.FULL),
                attention("mistral", LLAMA, "\"sliding_window\": 64").reach());
        assertEquals(
                List.of(Reach.FULL),
                attention("qwen2", LLAMA, "\"sliding_window\": 8").reach());
        String slides = "\"use_sliding_window\": true, \"sliding_window\": 8, ";
        assertEquals(
                List.of(Reach.FULL, Reach.FULL, Reach.band(7), Reach.band(7)),
                attention("qwen2", LLAMA, slides + "\"max_window_layers\": 2").reach());
        assertEquals(
                List.of(Reach.FULL, Reach.band(7)),
                attention(
                                "qwen3",
                                LLAMA,
                                slides + "\"layer_types\": [\"full_attention\", \"sliding_attention\","
                                        + " \"full_attention\", \"sliding_attention\"]")
                        .reach());
    }

    @Test
    void layersOfGptNeoByTurns() {
        assertEquals(
                List.of(Reach.FULL, Reach.band(7)),
                attention("gpt_neo", GPT_NEO, "").reach());
        assertEquals(
                List.of(Reach.FULL, Reach.FULL, Reach.FULL, Reach.band(7)),
                attention("gpt_neo", GPT_NEO, "\"attention_types\": [[[\"global\"], 3], [[\"local\"], 1]]")
                        .reach());
        assertThrows(
                ImportException.class,
                () -> attention("gpt_neo", GPT_NEO, "\"attention_types\": [[[\"global\", \"local\"], 1]]"));
    }

    @Test
    void optWithNormsBehindItsPartsHasNoLastOneAndProjectionsAreRefused() {
        assertEquals(
                Optional.empty(),
                model("opt", OPT, "\"do_layer_norm_before\": false")
                        .stacks()
                        .getFirst()
                        .norm());
        assertThrows(ImportException.class, () -> model("opt", OPT, "\"word_embed_proj_dim\": 8"));
    }

    @ParameterizedTest
    @CsvSource({"relu, false, RELU", "gated-gelu, true, GELU_TANH", "gated-silu, true, SILU", "gelu, false, GELU"})
    void feedForwardPartsOfT5(String written, boolean gated, String activation) {
        var part = model("t5", T5, "\"feed_forward_proj\": \"" + written + "\"")
                .stacks()
                .getFirst()
                .feedForward();
        assertEquals(gated, part.gated());
        assertEquals(activation, part.activation().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bart|\"normalize_before\": true",
                "marian|\"add_final_layer_norm\": true",
                "marian|\"decoder_vocab_size\": 40",
                "pegasus|\"normalize_embedding\": true",
                "mbart|\"static_position_embeddings\": true"
            })
    void settingsThatContradictTheFamilyAreRefused(String type, String more) {
        assertThrows(ImportException.class, () -> model(type, BART, more));
    }

    @Test
    void everyTableOfNamesIsReadAndEveryTypeHasOne() {
        assertTrue(Families.types().size() > 20, Families.types().toString());
        for (String names :
                List.of("gpt2", "gpt2-scaled", "bart", "t5", "llama", "modernbert", "mpnet", "gte", "nomic")) {
            assertTrue(NameTable.read(names).lines().size() > 10, names);
        }
    }
}
