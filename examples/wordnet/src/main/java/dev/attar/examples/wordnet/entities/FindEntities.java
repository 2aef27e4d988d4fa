package dev.attar.examples.wordnet.entities;

import dev.attar.examples.wordnet.data.Given;
import dev.attar.examples.wordnet.model.Names;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Aggregation;
import dev.attar.runtime.text.task.Entity;
import dev.attar.runtime.text.task.TokenTagger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows the entities of texts in colours, and writes them to a page of HTML. Each argument is a text, or a file with one. */
final class FindEntities {
    private FindEntities() {}

    public static void main(String[] texts) throws IOException {
        try (Names model = Names.load(Path.of(System.getProperty("weights")))) {
            Tokenizer tokenizer = Tokenizer.load(Path.of(System.getProperty("tokenizer")), 512);
            TokenTagger tagger =
                    TokenTagger.of(model::tag, tokenizer, Names.labels()).withAggregation(Aggregation.FIRST);
            List<String> given = new ArrayList<>();
            for (String text : texts) {
                given.add(Given.text(text));
            }
            String text = String.join("\n\n", given);
            List<Entity> entities = tagger.entities(text);
            Path page = Path.of(System.getProperty("page"));
            Files.writeString(page, Page.of(text, entities));
            Terminal terminal = Terminal.here();
            System.out.println(terminal.show(text, entities) + "\n");
            for (String kind : List.of(Gazetteer.PERSON, Gazetteer.PLACE, Gazetteer.TIME)) {
                System.out.print(terminal.mark(kind, kind.toLowerCase(Locale.ROOT)) + "  ");
            }
            System.out.println("\nas a page: " + page);
        }
    }
}
