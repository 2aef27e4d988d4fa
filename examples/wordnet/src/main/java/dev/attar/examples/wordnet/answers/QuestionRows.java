package dev.attar.examples.wordnet.answers;

import dev.attar.examples.wordnet.data.Rows;
import dev.attar.examples.wordnet.data.Synset;
import dev.attar.examples.wordnet.data.WordNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes what the reader learns from: questions about glosses and about {@link Biographies}, each with a passage of several sentences.
 * {@code QuestionRows FOLDER [ROWS]}.
 */
final class QuestionRows {
    private static final int NONE = -100;

    private final Random random = new Random(1);
    private final WordNet wordNet;
    private final List<Synset> things;
    private final Rows rows = new Rows("text", "pair", "start", "end");

    private QuestionRows(WordNet wordNet) {
        this.wordNet = wordNet;
        things = wordNet.instances(WordNet.PERSON, WordNet.PLACE, WordNet.LANDSCAPE, WordNet.EVENT);
    }

    public static void main(String[] arguments) throws IOException {
        QuestionRows all = new QuestionRows(WordNet.read());
        all.things.forEach(all::askOf);
        all.tell(false, 4000);
        all.tell(true, 200);
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
        all.rows.write(Path.of(arguments[0]), most, Math.min(400, most / 4));
    }

    private void askOf(Synset one) {
        for (Question question : Questions.about(one)) {
            List<String> others = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Synset other = things.get(random.nextInt(things.size()));
                others.add(Questions.sentence(other, other.word()));
            }
            add(Rows.keeps(one.word()), question, others);
        }
    }

    private void tell(boolean kept, int count) {
        Biographies lives = new Biographies(names(kept, WordNet.PERSON), names(kept, WordNet.PLACE), kept ? 2 : 1);
        for (int i = 0; i < count; i++) {
            Question question = lives.next();
            List<String> others = new ArrayList<>();
            for (int other = 0; other < 4; other++) {
                others.add(lives.next().sentence());
            }
            add(kept, question, others);
        }
    }

    private List<String> names(boolean kept, int category) {
        return wordNet.instances(category).stream()
                .map(one -> Math.floorMod(one.offset(), 2) == 0 ? one.word() : one.longestWord())
                .filter(name -> Rows.keeps(name) == kept && Character.isUpperCase(name.charAt(0)))
                .toList();
    }

    /** A question with its sentence somewhere among others; one in eight times without it, so that there is no answer. */
    private void add(boolean kept, Question question, List<String> others) {
        List<String> passage = new ArrayList<>(others);
        boolean answered = random.nextInt(8) > 0;
        int before = 0;
        if (answered) {
            int place = random.nextInt(others.size() + 1);
            passage.add(place, question.sentence());
            before = passage.subList(0, place).stream()
                    .mapToInt(text -> text.length() + 1)
                    .sum();
        }
        rows.add(
                kept,
                question.text(),
                String.join(" ", passage),
                answered ? before + question.start() : NONE,
                answered ? before + question.end() : NONE);
    }
}
