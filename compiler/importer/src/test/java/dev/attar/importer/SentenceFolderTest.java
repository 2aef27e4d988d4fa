package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.Prompt;
import dev.attar.compiler.check.Texts;
import dev.attar.importer.source.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sentence-transformers wrote, before 5.4 and since. */
class SentenceFolderTest {
    private static final String OLD = "sentence_transformers.models.";
    private static final String NEW_BASE = "sentence_transformers.base.modules.";
    private static final String NEW_POOLING = "sentence_transformers.sentence_transformer.modules.pooling.Pooling";

    @TempDir
    Path path;

    private TinyFolder folder;

    @BeforeEach
    void aBert() throws IOException {
        folder = new TinyFolder(path).bert("");
        folder.write(TinyFolder.config("bert", "\"architectures\": [\"BertModel\"]"));
    }

    private static String module(String type, String place) {
        return "{\"idx\": 0, \"name\": \"0\", \"path\": \"" + place + "\", \"type\": \"" + type + "\"}";
    }

    private void modules(String... entries) throws IOException {
        folder.file("modules.json", "[" + String.join(",", entries) + "]");
    }

    private void old(String pooling, boolean normalize) throws IOException {
        String[] steps = {
            module(OLD + "Transformer", ""),
            module(OLD + "Pooling", "1_Pooling"),
            module(OLD + "Normalize", "2_Normalize")
        };
        modules(normalize ? steps : Arrays.copyOf(steps, 2));
        folder.file("1_Pooling/config.json", pooling);
    }

    private Head.Embed head(Imported imported) {
        return (Head.Embed) imported.spec().head();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"cls\"', CLS",
        "'[\"max\"]', MAX",
        "'\"mean\"', MEAN",
        "'\"lasttoken\"', LAST",
        "'\"weightedmean\"', WEIGHTED_MEAN",
        "'\"mean_sqrt_len_tokens\"', MEAN_SQRT_LEN",
        "'[\"max\", \"mean\"]', MAX MEAN"
    })
    void thePoolingFileSinceVersion54(String mode, String names) throws IOException {
        modules(
                module(NEW_BASE + "transformer.Transformer", ""),
                module(NEW_POOLING, "1_Pooling"),
                module(NEW_BASE + "normalize.Normalize", "2_Normalize"));
        folder.file(
                "1_Pooling/config.json",
                "{\"embedding_dimension\": 4, \"pooling_mode\": " + mode + ", \"include_prompt\": true}");
        try (Imported imported = folder.read()) {
            List<Pool> pools = Stream.of(names.split(" ")).map(Pool::valueOf).toList();
            assertEquals(new Head.Embed(pools, Optional.empty(), true), head(imported));
        }
    }

    @Test
    void aPoolingThatThereIsNotIsRefusedByNameAndOneCanBeGiven() throws IOException {
        old("{\"pooling_mode\": \"somehow\"}", true);
        assertTrue(folder.refusal().contains("somehow"), folder.refusal());
        try (Imported imported = folder.read(ImportOptions.none().pooled(Pool.CLS))) {
            assertEquals(new Head.Embed(Pool.CLS, Optional.empty(), true), head(imported));
            assertTrue(TinyFolder.said(imported).contains("not read, because one was given"));
        }
    }

    @Test
    void severalFlagsOfAnOldFileStandSideBySide() throws IOException {
        old("{\"pooling_mode_mean_sqrt_len_tokens\": true, \"pooling_mode_cls_token\": true}", false);
        try (Imported imported = folder.read()) {
            assertEquals(
                    new Head.Embed(List.of(Pool.CLS, Pool.MEAN_SQRT_LEN), Optional.empty(), false), head(imported));
        }
    }

    @Test
    void withoutAnyKindTheMeanIsTakenAndSaid() throws IOException {
        old("{\"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": false}", true);
        try (Imported imported = folder.read()) {
            assertEquals(List.of(Pool.MEAN), head(imported).pools());
            assertTrue(TinyFolder.said(imported).contains("takes the mean"));
        }
    }

    @Test
    void thePathOfThePoolingIsThatOfTheModules() throws IOException {
        old("{\"pooling_mode_mean_tokens\": true}", false);
        modules(module(OLD + "Transformer", ""), module(OLD + "Pooling", "1_MyPooling"));
        folder.file(
                "1_MyPooling/config.json", "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}");
        try (Imported imported = folder.read()) {
            assertEquals(new Head.Embed(Pool.CLS, Optional.empty(), false), head(imported));
        }
    }

    @Test
    void stepsThatAreMissingOrUnknownAreRefused() throws IOException {
        modules(module(OLD + "Transformer", ""));
        assertTrue(folder.refusal().contains("no step Pooling"));
        modules(module(OLD + "Transformer", ""), module(OLD + "Pooling", "1_Pooling"));
        assertTrue(folder.refusal().contains("is not there"));
        modules(module("my_code.Transformer", ""), module(OLD + "Pooling", "1_Pooling"));
        assertTrue(folder.refusal().contains("my_code.Transformer"));
        modules(module(OLD + "Transformer", ""), module(OLD + "LSTM", "1_LSTM"));
        assertTrue(folder.refusal().contains("LSTM"));
        modules(module(OLD + "Transformer", ""), module(OLD + "Normalize", "1"), module(OLD + "Pooling", "1_Pooling"));
        assertTrue(folder.refusal().contains("order"));
        modules(module(OLD + "Transformer", ""), module(OLD + "Pooling", "../1_Pooling"));
        assertTrue(folder.refusal().contains("not a place inside"));
    }

    @Test
    void aDenseLayerIsPartOfTheHead() throws IOException {
        old("{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}", false);
        modules(
                module(OLD + "Transformer", ""),
                module(OLD + "Pooling", "1_Pooling"),
                module(OLD + "Dense", "2_Dense"));
        TinyFolder dense = new TinyFolder(path).both("linear", 3, TinyFolder.WIDTH);
        dense.weights("2_Dense/model.safetensors", List.of("linear.weight", "linear.bias"));
        String config = "{\"in_features\": 4, \"out_features\": 3, \"bias\": true, \"activation_function\":"
                + " \"torch.nn.modules.%s\"}";
        folder.file("2_Dense/config.json", config.formatted("activation.Tanh"));
        try (Imported imported = folder.read()) {
            assertEquals(new Head.Embed(Pool.CLS, Optional.of(new Dense(3, Activation.TANH)), false), head(imported));
            assertArrayEquals(dense.values.get("linear.weight"), TinyFolder.tensor(imported, "head.dense.weight"));
        }
        folder.file("2_Dense/config.json", config.formatted("linear.Identity"));
        try (Imported imported = folder.read()) {
            assertEquals(
                    Optional.of(new Dense(3, Optional.empty(), true, Optional.empty())),
                    head(imported).dense());
        }
        folder.file("2_Dense/config.json", config.formatted("activation.PReLU"));
        assertTrue(folder.refusal().contains("PReLU"));
        folder.file("2_Dense/config.json", config.formatted("linear.Identity").replace("4", "5"));
        assertTrue(folder.refusal().contains("linear.weight of shape [3, 4]"));
    }

    @Test
    void theEncoderMayLieInAFolderOfItsOwn() throws IOException {
        Path inner = Files.createDirectories(path.resolve("0_Transformer"));
        Files.move(path.resolve("config.json"), inner.resolve("config.json"));
        Files.move(path.resolve("model.safetensors"), inner.resolve("model.safetensors"));
        old("{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}", false);
        modules(module(OLD + "Transformer", "0_Transformer"), module(OLD + "Pooling", "1_Pooling"));
        for (Path given : List.of(path, inner)) {
            try (Imported imported = Importer.importFrom(given, ImportOptions.none())) {
                assertEquals(new Head.Embed(Pool.CLS, Optional.empty(), false), head(imported));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentence_bert_config.json", "sentence_roberta_config.json"})
    void theLongestTextIsTheContext(String file) throws IOException {
        old("{\"pooling_mode_mean_tokens\": true}", true);
        folder.file(file, "{\"max_seq_length\": 5, \"do_lower_case\": false}");
        try (Imported imported = folder.read()) {
            assertEquals(5, imported.spec().context());
            assertTrue(imported.spec().texts().truncate());
            assertArrayEquals(
                    Arrays.copyOf(folder.values.get("embeddings.position_embeddings.weight"), 5 * TinyFolder.WIDTH),
                    TinyFolder.tensor(imported, "embeddings.positions.weight"));
        }
        try (Imported imported = folder.read(ImportOptions.none().within(9))) {
            assertEquals(9, imported.spec().context());
        }
        assertTrue(folder.refusal(ImportOptions.none().within(10)).contains("1 to 9"));
        folder.file(file, "{\"max_seq_length\": 500}");
        try (Imported imported = folder.read()) {
            assertEquals(9, imported.spec().context());
            assertTrue(TinyFolder.said(imported).contains("max_seq_length is 500"));
        }
    }

    @Test
    void promptsAreKept() throws IOException {
        old("{\"pooling_mode_mean_tokens\": true}", true);
        String settings =
                "{\"prompts\": {\"query\": \"query: \", \"passage\": \"passage: \"}, \"default_prompt_name\": %s}";
        folder.file("config_sentence_transformers.json", settings.formatted("\"query\""));
        List<Prompt> prompts = List.of(new Prompt("query", "query: "), new Prompt("passage", "passage: "));
        try (Imported imported = folder.read()) {
            assertEquals(
                    new Texts(prompts, Optional.of("query"), true),
                    imported.spec().texts());
            assertTrue(TinyFolder.said(imported).contains("Every text gets 'query'"));
        }
        folder.file("config_sentence_transformers.json", settings.formatted("null"));
        try (Imported imported = folder.read()) {
            assertEquals(
                    new Texts(prompts, Optional.empty(), true), imported.spec().texts());
        }
        folder.file("config_sentence_transformers.json", settings.formatted("\"other\""));
        assertTrue(folder.refusal().contains("default_prompt_name"));
        old("{\"pooling_mode_mean_tokens\": true, \"include_prompt\": false}", true);
        folder.file("config_sentence_transformers.json", settings.formatted("null"));
        assertTrue(folder.refusal().contains("include_prompt"));
    }

    @Test
    void aCrossEncoderKeepsItsHead() throws IOException {
        folder.both("pooler.dense", TinyFolder.WIDTH, TinyFolder.WIDTH).both("classifier", 1, TinyFolder.WIDTH);
        folder.write(TinyFolder.config("bert", "\"architectures\": [\"BertForSequenceClassification\"]"));
        modules(module(NEW_BASE + "transformer.Transformer", ""));
        folder.file(
                "config_sentence_transformers.json",
                "{\"model_type\": \"CrossEncoder\", \"activation_fn\": \"torch.nn.modules.linear.Identity\","
                        + " \"prompts\": {}}");
        folder.file("sentence_bert_config.json", """
            {"transformer_task": "sequence-classification", "module_output_name": "scores",
             "modality_config": {"text": {"method": "forward", "method_output_name": "logits"}}}\
            """);
        try (Imported imported = folder.read()) {
            assertTrue(imported.spec().head() instanceof Head.Classify);
            assertTrue(TinyFolder.said(imported).contains("its activation is Identity"), TinyFolder.said(imported));
        }
    }

    @Test
    void withoutSettingsTheChoiceIsSaid() throws IOException {
        try (Imported imported = folder.read()) {
            assertEquals(new Head.Embed(Pool.MEAN, Optional.empty(), true), head(imported));
            assertTrue(TinyFolder.said(imported).contains("Nothing says how a sentence's vector is made"));
        }
    }
}
