package dev.attar.runtime.spring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.spring.app.SearchApplication;
import dev.attar.runtime.text.Tokenizer;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

class AttarAutoConfigurationTest {
    @TempDir
    private static Path folder;

    private static SmallModel small;
    private static URLClassLoader classes;

    @BeforeAll
    static void compile() throws Exception {
        small = SmallModel.write(folder);
        classes = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, AttarAutoConfigurationTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws Exception {
        classes.close();
    }

    @Test
    void propertiesMakeAnEmbeddingModel() {
        Embedder embedder;
        try (ConfigurableApplicationContext context = application()) {
            EmbeddingModel model = context.getBean(EmbeddingModel.class);
            assertEquals(16, model.dimensions());
            assertArrayEquals(small.embed("hello world"), model.embed("hello world"));
            assertArrayEquals(small.embed("hello"), model.embed(new Document("hello")));
            EmbeddingResponse response = model.embedForResponse(List.of("hello", "hello world"));
            assertArrayEquals(
                    small.embed("hello world"), response.getResults().get(1).getOutput());
            assertEquals(1, response.getResults().get(1).getIndex());
            assertEquals("Small", response.getMetadata().getModel());
            assertEquals(3, response.getMetadata().getUsage().getPromptTokens());
            embedder = context.getBean(Embedder.class);
        }
        assertThrows(IllegalStateException.class, () -> embedder.embed(Batch.of(new int[] {1})), "it is closed");
    }

    @Test
    void promptsAndLongTextsAreProperties() {
        try (ConfigurableApplicationContext context = application(
                "attar.embedding.prompts.query=search: ",
                "attar.embedding.prompt=query",
                "attar.embedding.long-texts=truncate",
                "attar.embedding.threads=1")) {
            EmbeddingModel model = context.getBean(EmbeddingModel.class);
            assertArrayEquals(small.embed("search: hello"), model.embed("hello"));
            assertArrayEquals(model.embed("word ".repeat(12)), model.embed("word ".repeat(100)));
        }
        assertTrue(refused("attar.embedding.prompt=passage").contains("there is no prompt 'passage'"));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertTrue(refused("attar.embedding.weights=").contains("attar.embedding.weights is missing"));
        assertTrue(refused("attar.embedding.model=java.lang.String").contains("generated from a spec with head embed"));
    }

    @Test
    void withoutPropertiesThereIsNothing() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SearchApplication.class)
                .web(WebApplicationType.NONE)
                .run()) {
            assertEquals(0, context.getBeansOfType(EmbeddingModel.class).size());
            assertEquals(0, context.getBeansOfType(Tokenizer.class).size());
        }
    }

    @Test
    void optionsThatTheModelCannotKeepAreRefused() {
        try (ConfigurableApplicationContext context = application()) {
            EmbeddingModel model = context.getBean(EmbeddingModel.class);
            EmbeddingRequest request = new EmbeddingRequest(
                    List.of("hello"), EmbeddingOptions.builder().dimensions(8).build());
            assertThrows(IllegalArgumentException.class, () -> model.call(request));
        }
    }

    @Test
    void theMetadataForEditorsNamesEveryProperty() throws Exception {
        String metadata;
        try (InputStream in =
                AttarProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (RecordComponent property : AttarProperties.class.getRecordComponents()) {
            String name = property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            assertTrue(metadata.contains("\"attar.embedding." + name + "\""), name);
        }
    }

    private static String refused(String property) {
        Throwable failure = assertThrows(RuntimeException.class, () -> application(property));
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static ConfigurableApplicationContext application(String... more) {
        Map<String, Object> properties = new LinkedHashMap<>(Map.of(
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "attar.embedding.model", SmallModel.CLASS,
                "attar.embedding.weights", "classpath:/model/small.safetensors",
                "attar.embedding.tokenizer", "classpath:/model/tokenizer.json"));
        for (String one : more) {
            int equals = one.indexOf('=');
            properties.put(one.substring(0, equals), one.substring(equals + 1));
        }
        return new SpringApplicationBuilder(SearchApplication.class)
                .web(WebApplicationType.NONE)
                .resourceLoader(new DefaultResourceLoader(classes))
                .properties(properties)
                .run();
    }
}
