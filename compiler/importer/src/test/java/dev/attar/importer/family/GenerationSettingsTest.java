package dev.attar.importer.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.check.Generation;
import dev.attar.compiler.check.Generation.EarlyStopping;
import dev.attar.compiler.check.Generation.Sampling;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.Settings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of {@code generation_config.json}. */
class GenerationSettingsTest {
    private final ImportReport report = new ImportReport();

    private Generation read(String json, boolean translator) {
        try {
            Settings settings = new Settings("generation_config.json", new ObjectMapper().readTree(json));
            report.add(settings);
            return GenerationSettings.read(settings, translator, 100, report);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everySettingThatTheLanguageHasIsInTheSpec() {
        Generation found = read("""
            {"bos_token_id": 1, "decoder_start_token_id": 9, "eos_token_id": [2, 3], "pad_token_id": 0, "forced_bos_token_id": 4,
             "forced_eos_token_id": 5, "bad_words_ids": [[6], [7, 8]], "suppress_tokens": [10], "max_length": 60, "min_length": 3,
             "max_new_tokens": 50, "min_new_tokens": 2, "num_beams": 4, "length_penalty": 0.6, "early_stopping": "never",
             "no_repeat_ngram_size": 3, "repetition_penalty": 1.2, "transformers_version": "5.17.0"}
            """, true);
        assertEquals(
                new Generation(
                        Optional.of(9),
                        List.of(2, 3),
                        Optional.of(4),
                        Optional.of(5),
                        List.of(List.of(6), List.of(7, 8), List.of(10)),
                        Optional.of(60),
                        Optional.of(3),
                        Optional.of(50),
                        Optional.of(2),
                        4,
                        0.6,
                        EarlyStopping.NEVER,
                        3,
                        1.2,
                        Optional.empty()),
                found);
        assertEquals(List.of(), report.lines());
    }

    @Test
    void aTextBeginsWithItsBeginningAndATranslationWithItsStart() {
        String both = "{\"bos_token_id\": 1, \"decoder_start_token_id\": 9}";
        assertEquals(Optional.of(1), read(both, false).start());
        assertEquals(Optional.of(9), read(both, true).start());
        assertEquals(Optional.of(1), read("{\"bos_token_id\": 1}", true).start());
    }

    @Test
    void samplingCountsWhereItIsAskedFor() {
        String settings = "\"temperature\": 0.6, \"top_p\": 0.9";
        assertEquals(Optional.empty(), read("{" + settings + "}", false).sampling());
        assertEquals(
                Optional.of(new Sampling(0.6, 50, 0.9, 0)),
                read("{\"do_sample\": true, " + settings + "}", false).sampling());
        assertEquals(
                Optional.of(new Sampling(1, 0, 1, 0)),
                read("{\"do_sample\": true, \"top_k\": 0}", false).sampling());
        assertEquals(List.of(), report.lines());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"typical_p\": 0.9",
                "\"penalty_alpha\": 0.6",
                "\"num_beam_groups\": 2",
                "\"encoder_no_repeat_ngram_size\": 3",
                "\"stop_strings\": [\"end\"]",
                "\"begin_suppress_tokens\": [3]",
                "\"num_beams\": 2, \"do_sample\": true",
                "\"forced_bos_token_id\": [3, 4]",
                "\"eos_token_id\": 100",
                "\"bad_words_ids\": [[100]]",
                "\"temperatur\": 1"
            })
    void whatIsNotDoneIsReportedByName(String setting) {
        read("{" + setting + "}", false);
        String last = setting.replaceAll("^.*\"(\\w+)\": [^:]*$", "$1");
        String key = last.equals("do_sample") ? last : setting.replaceAll("^\"(\\w+)\".*$", "$1");
        assertTrue(
                report.lines().stream().anyMatch(line -> line.text().contains("'" + key + "'")), report.lines() + "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"typical_p\": 1.0",
                "\"typical_p\": null",
                "\"num_beam_groups\": 1",
                "\"diversity_penalty\": 0",
                "\"begin_suppress_tokens\": []",
                "\"remove_invalid_values\": false",
                "\"use_cache\": false"
            })
    void whatDoesNothingNeedsNoWord(String setting) {
        assertEquals(Generation.NONE, read("{" + setting + "}", false));
        assertEquals(List.of(), report.lines());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "num_beams|0",
                "max_length|-1",
                "eos_token_id|1.5",
                "early_stopping|\"sometimes\"",
                "bad_words_ids|[[]]",
                "repetition_penalty|0",
                "length_penalty|\"none\""
            })
    void valuesThatMeanNothingAreRefused(String key, String value) {
        ImportException refused =
                assertThrows(ImportException.class, () -> read("{\"" + key + "\": " + value + "}", false));
        assertTrue(refused.getMessage().contains(key), refused.getMessage());
    }
}
