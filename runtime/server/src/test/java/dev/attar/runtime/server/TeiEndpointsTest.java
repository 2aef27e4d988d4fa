package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Entity;
import dev.attar.runtime.text.task.LabelScore;
import dev.attar.runtime.text.task.Ranked;
import dev.attar.runtime.text.task.Reranker;
import dev.attar.runtime.text.task.TextClassifier;
import dev.attar.runtime.text.task.TextEmbedder;
import dev.attar.runtime.text.task.TextPair;
import dev.attar.runtime.text.task.TokenTagger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paths of text-embeddings-inference, and those in its manner: as the tasks of the runtime say, bit for bit. */
class TeiEndpointsTest {
    private static final SmallModels MODELS = SmallModels.ALL;
    private static final Tokenizer WORDS = SmallTokenizers.words(SmallModels.CONTEXT);

    private static AttarServer server;
    private static Http http;

    @BeforeAll
    static void start() {
        server = AttarServer.start(ServerSettings.local(), MODELS.list());
        http = new Http(server.port());
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void embed() {
        TextEmbedder embedder = TextEmbedder.of(MODELS.embedder, WORDS);
        JsonNode vectors =
                http.post("/embed", "{\"inputs\":[\"the cat\",\"Anna\"]}").ok();
        assertArrayEquals(embedder.embed("the cat"), floats(vectors.get(0)));
        assertArrayEquals(embedder.embed("Anna"), floats(vectors.get(1)));
        assertArrayEquals(
                embedder.withoutNormalization().embed("Anna"),
                floats(http.post("/embed", "{\"inputs\":\"Anna\",\"normalize\":false}")
                        .ok()
                        .get(0)));
        assertArrayEquals(
                embedder.embed("the cat"),
                floats(http.post("/embed", "{\"inputs\":\"cat\",\"prompt_name\":\"query\"}")
                        .ok()
                        .get(0)));
        String tooLong = "{\"inputs\":\"" + "the ".repeat(20) + "\"%s}";
        assertEquals(400, http.post("/embed", tooLong.formatted("")).status());
        assertArrayEquals(
                embedder.embed("the ".repeat(14)),
                floats(http.post("/embed", tooLong.formatted(",\"truncate\":true"))
                        .ok()
                        .get(0)));
    }

    @Test
    void rerank() {
        ServedTask.Classifies task = (ServedTask.Classifies) MODELS.ranks.task();
        List<Ranked> expected = Reranker.of(task.model(), WORDS).rank("the dog", List.of("a cat", "odd bird", "Anna"));
        JsonNode ranks = http.post(
                        "/rerank",
                        "{\"query\":\"the dog\",\"texts\":[\"a cat\",\"odd bird\",\"Anna\"],\"return_text\":true}")
                .ok();
        assertEquals(3, ranks.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(expected.get(i).index(), ranks.get(i).get("index").intValue());
            assertEquals(expected.get(i).passage(), ranks.get(i).get("text").textValue());
            assertEquals(expected.get(i).score(), ranks.get(i).get("score").floatValue());
        }
    }

    @Test
    void predict() {
        ServedTask.Classifies task = (ServedTask.Classifies) MODELS.classifies.task();
        TextClassifier classifier = TextClassifier.of(task.model(), WORDS, task.labels());
        check(
                classifier.classify("the cat").labels(),
                post("/predict", "{\"model\":\"classifies\",\"inputs\":\"the cat\"}"));
        check(
                classifier.classify(new TextPair("the", "cat")).labels(),
                post("/predict", "{\"model\":\"classifies\",\"inputs\":[\"the\",\"cat\"]}"));
        JsonNode several =
                post("/predict", "{\"model\":\"classifies\",\"inputs\":[[\"a\"],[\"the\",\"cat\"],[\"dog\"]]}");
        check(classifier.classify("a").labels(), several.get(0));
        check(classifier.classify(new TextPair("the", "cat")).labels(), several.get(1));
        check(classifier.classify("dog").labels(), several.get(2));
    }

    private static JsonNode post(String path, String body) {
        return http.post(path, body).ok();
    }

    private static void check(List<LabelScore> expected, JsonNode found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).label(), found.get(i).get("label").textValue());
            assertEquals(expected.get(i).score(), found.get(i).get("score").floatValue());
        }
    }

    @Test
    void tag() {
        ServedTask.Tags task = (ServedTask.Tags) MODELS.tags.task();
        List<String> texts = List.of("the cat sees Anna and a dog", "odd bird");
        List<List<Entity>> expected =
                TokenTagger.of(task.model(), WORDS, task.labels()).entities(texts);
        JsonNode found = post("/tag", "{\"inputs\":[\"the cat sees Anna and a dog\",\"odd bird\"]}");
        List<List<Entity>> entities = new ArrayList<>();
        for (JsonNode text : found) {
            List<Entity> ofText = new ArrayList<>();
            for (JsonNode entity : text) {
                ofText.add(new Entity(
                        entity.get("label").textValue(),
                        entity.get("score").floatValue(),
                        entity.get("start").intValue(),
                        entity.get("end").intValue(),
                        entity.get("text").textValue()));
            }
            entities.add(ofText);
        }
        assertEquals(expected, entities);
    }

    @Test
    void translate() {
        JsonNode both = post("/translate", "{\"inputs\":[\"abc\",\"a much longer text\"]}");
        assertEquals(2, both.size());
        JsonNode alone = post("/translate", "{\"inputs\":\"abc\"}").get(0);
        assertEquals(alone, both.get(0), "a translation is the same in any company");
        JsonNode beams = post("/translate", "{\"inputs\":\"abc\",\"beams\":3}").get(0);
        assertTrue(beams.get("score").doubleValue() >= alone.get("score").doubleValue() - 1e-9);
        assertTrue(alone.get("tokens").intValue() <= 8);
    }

    @Test
    void tokenizeAndDecode() {
        JsonNode tokens = post("/tokenize", "{\"model\":\"embeds\",\"inputs\":\"the odd cat\"}")
                .get(0);
        assertEquals(5, tokens.size());
        assertTrue(tokens.get(0).get("special").booleanValue());
        assertEquals(4, tokens.get(2).get("start").intValue());
        assertEquals(7, tokens.get(2).get("stop").intValue());
        assertEquals("odd", tokens.get(2).get("text").textValue());
        assertEquals(
                3,
                post("/tokenize", "{\"model\":\"embeds\",\"inputs\":\"the odd cat\",\"add_special_tokens\":false}")
                        .get(0)
                        .size());
        assertEquals(
                "the odd cat",
                post("/decode", "{\"model\":\"embeds\",\"ids\":[0,3,11,4,1]}")
                        .get(0)
                        .textValue());
    }

    @Test
    void infoNamesModelsAndLimits() {
        JsonNode info = http.get("/info").ok();
        assertEquals("embeds", info.get("model_id").textValue());
        assertEquals(2048, info.get("max_client_batch_size").intValue());
        assertEquals(6, info.get("models").size());
        assertEquals("plain", info.get("models").get(4).get("chat_template").textValue());
        assertEquals(200, http.get("/health").status());
    }

    private static float[] floats(JsonNode array) {
        float[] floats = new float[array.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = array.get(i).floatValue();
        }
        return floats;
    }
}
