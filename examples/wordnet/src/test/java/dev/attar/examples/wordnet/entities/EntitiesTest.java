package dev.attar.examples.wordnet.entities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.wordnet.Taught;
import dev.attar.examples.wordnet.data.WordNet;
import dev.attar.examples.wordnet.small.SmallNames;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Aggregation;
import dev.attar.runtime.text.task.Entity;
import dev.attar.runtime.text.task.TokenTagger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntitiesTest {
    @Test
    void glossesAreLabelledByTheMostUsualMeaningOfTheirNames() {
        Gazetteer gazetteer = new Gazetteer(WordNet.read());
        assertEquals(
                "B-PLACE I-PLACE O O O O O O B-TIME I-TIME I-TIME O",
                labels(gazetteer, "United States composer of songs born abroad (1898-1937)"));
        assertEquals(
                "O O B-PLACE O O B-PLACE O O B-TIME I-TIME I-TIME",
                labels(gazetteer, "city in Spain on the Tagus in the 4th century BC"));
        assertEquals("O O O O B-PERSON I-PERSON", labels(gazetteer, "French physicist who met Isaac Newton"));
        assertEquals("O O O O O O", labels(gazetteer, "a river of about 1500 miles"));
        assertTrue(gazetteer.label("a friend of Xyzzyx").isEmpty());
    }

    private static String labels(Gazetteer gazetteer, String gloss) {
        return gazetteer.label(gloss).orElseThrow().text().labels();
    }

    @Test
    void entitiesAreShownInColoursInBracketsAndOnAPage() {
        String text = "Ada met B & C in <Rome>.\n\nThe end.";
        List<Entity> entities =
                List.of(new Entity("PERSON", 1, 0, 3, "Ada"), new Entity("PLACE", 0.5f, 18, 22, "Rome"));
        assertEquals("[Ada PERSON] met B & C in <[Rome PLACE]>.\n\nThe end.", new Terminal(false).show(text, entities));
        assertEquals(
                "\u001b[30;48;5;217mAda\u001b[0m met B & C in <\u001b[30;48;5;156mRome\u001b[0m>.\n\nThe end.",
                new Terminal(true).show(text, entities));
        String page = Page.of(text, entities);
        assertTrue(
                page.contains(
                        "<p><mark class=\"PERSON\" data-kind=\"person\" title=\"100 %\">Ada</mark> met B &amp; C in"
                                + " &lt;<mark class=\"PLACE\" data-kind=\"place\" title=\"50 %\">Rome</mark>&gt;.</p>\n"
                                + "<p>The end.</p>"),
                page);
    }

    @Test
    void aSmallTaggerLearnsNamesFromWordNet(@TempDir Path folder) throws Exception {
        EntityRows.main(new String[] {folder.toString(), "1500"});
        Taught taught = Taught.of("SmallNames", folder, 80);
        assertTrue(taught.validation("entity_f1") > 0.2, () -> taught.log().getLast());
        try (SmallNames model = SmallNames.load(taught.weights())) {
            TokenTagger tagger = TokenTagger.of(model::tag, Tokenizer.load(Taught.TOKENIZER, 128), SmallNames.labels())
                    .withAggregation(Aggregation.FIRST);
            String text = "The road to London was closed until 1912.";
            List<Entity> entities = tagger.entities(text);
            assertTrue(
                    entities.contains(new Entity("PLACE", entities.getFirst().score(), 12, 18, "London")),
                    entities::toString);
        }
    }
}
