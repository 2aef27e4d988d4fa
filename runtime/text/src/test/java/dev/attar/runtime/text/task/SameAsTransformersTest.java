package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.json.JsonReader;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The entities that the token classification pipeline of transformers 5.18 makes of the same scores with the same strategy. The scores
 * are random, so labels come in orders that no scheme allows.
 */
class SameAsTransformersTest {
    private static final Json FILE = JsonReader.read(Tokenizers.resource("tasks/entities.json"));

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void sameEntities(Aggregation aggregation) {
        Tokenizer tokenizer = Tokenizers.wordPieces(128);
        List<String> labels =
                FILE.get("labels").elements().stream().map(Json::string).toList();
        int compared = 0;
        for (Json text : FILE.get("texts").elements()) {
            TokenTagger tagger = TokenTagger.of(
                            Models.ofSequence(ids -> {
                                assertArrayEquals(ids(text), ids);
                                return rows(text);
                            }),
                            tokenizer,
                            labels)
                    .withAggregation(aggregation);
            List<Entity> ours = tagger.entities(text.get("text").string());
            List<Json> theirs =
                    text.get(aggregation.name().toLowerCase(Locale.ROOT)).elements();
            assertEquals(theirs.size(), ours.size(), ours::toString);
            for (int i = 0; i < ours.size(); i++) {
                Entity entity = ours.get(i);
                assertEquals(theirs.get(i).get("label").string(), entity.label());
                assertEquals(theirs.get(i).get("start").index(), entity.start(), entity::toString);
                assertEquals(theirs.get(i).get("end").index(), entity.end(), entity::toString);
                assertEquals(theirs.get(i).get("score").number(), entity.score(), 2e-6);
                compared++;
            }
        }
        assertTrue(compared > 40, "only " + compared + " entities");
    }

    private static int[] ids(Json text) {
        return text.get("ids").elements().stream().mapToInt(Json::index).toArray();
    }

    private static float[][] rows(Json text) {
        return text.get("logits").elements().stream()
                .map(row -> floats(row.elements()))
                .toArray(float[][]::new);
    }

    private static float[] floats(List<Json> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values.get(i).number();
        }
        return floats;
    }
}
