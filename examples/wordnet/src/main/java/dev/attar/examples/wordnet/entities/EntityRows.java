package dev.attar.examples.wordnet.entities;

import dev.attar.examples.wordnet.data.Rows;
import dev.attar.examples.wordnet.data.Synset;
import dev.attar.examples.wordnet.data.WordNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes what the tagger learns from: glosses of WordNet, named or not, and {@link Stories}. {@code EntityRows FOLDER [ROWS]}. */
final class EntityRows {
    private final WordNet wordNet = WordNet.read();
    private final Gazetteer gazetteer = new Gazetteer(wordNet);
    private final Rows rows = new Rows("text", "labels");

    private EntityRows() {}

    public static void main(String[] arguments) throws IOException {
        EntityRows all = new EntityRows();
        all.named();
        all.plain();
        all.stories(false, 6000);
        all.stories(true, 500);
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
        all.rows.write(Path.of(arguments[0]), most, Math.min(400, most / 4));
    }

    /** Each person and place, with its gloss. */
    private void named() {
        for (Synset one : wordNet.instances(WordNet.PERSON, WordNet.PLACE, WordNet.LANDSCAPE)) {
            gazetteer.label(one.gloss()).ifPresent(gloss -> {
                String name = Math.floorMod(one.offset(), 2) == 0 ? one.word() : one.longestWord();
                Labelled sentence = new Labelled();
                switch (Math.floorMod(one.offset() / 2, 4)) {
                    case 0 ->
                        sentence.entity(name, Gazetteer.kind(one)).plain(",").append(gloss.text());
                    case 1 ->
                        sentence.entity(name, Gazetteer.kind(one)).plain("was").append(gloss.text());
                    case 2 -> sentence.append(gloss.text()).plain(":").entity(name, Gazetteer.kind(one));
                    default -> sentence.append(gloss.text());
                }
                add(sentence.plain("."), gloss.kept() || Rows.keeps(name));
            });
        }
    }

    /** One in twenty of the other glosses: what names nothing has to be learned, too. */
    private void plain() {
        for (Synset one : wordNet.nouns()) {
            if (!one.isInstance() && Math.floorMod(one.offset(), 20) == 0) {
                gazetteer.label(one.gloss()).ifPresent(gloss -> add(gloss.text(), gloss.kept()));
            }
        }
    }

    private void stories(boolean kept, int count) {
        Stories stories =
                new Stories(names(kept, WordNet.PERSON), names(kept, WordNet.PLACE, WordNet.LANDSCAPE), kept ? 2 : 1);
        for (int i = 0; i < count; i++) {
            add(stories.next(), kept);
        }
    }

    private List<String> names(boolean kept, int... categories) {
        return wordNet.instances(categories).stream()
                .map(one -> Math.floorMod(one.offset(), 2) == 0 ? one.word() : one.longestWord())
                .filter(name -> Rows.keeps(name) == kept && Character.isUpperCase(name.charAt(0)))
                .toList();
    }

    private void add(Labelled sentence, boolean kept) {
        rows.add(kept, sentence.text(), sentence.labels());
    }
}
