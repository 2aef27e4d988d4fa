package dev.attar.examples.wordnet.answers;

import dev.attar.examples.wordnet.data.Rows;
import dev.attar.examples.wordnet.data.Synset;
import dev.attar.examples.wordnet.data.WordNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes what the reader learns from: questions about glosses, each with a passage of several. {@code QuestionRows FOLDER [ROWS]}. */
final class QuestionRows {
    private static final int NONE = -100;

    private final Random random = new Random(1);
    private final List<Synset> things;
    private final Rows rows = new Rows("text", "pair", "start", "end");

    private QuestionRows(WordNet wordNet) {
        things = wordNet.instances(WordNet.PERSON, WordNet.PLACE, WordNet.LANDSCAPE, WordNet.EVENT);
    }

    public static void main(String[] arguments) throws IOException {
        QuestionRows all = new QuestionRows(WordNet.read());
        all.things.forEach(all::ask);
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
        all.rows.write(Path.of(arguments[0]), most, Math.min(400, most / 4));
    }

    /** Each question with its sentence somewhere among others; one in eight times without it, so that there is no answer. */
    private void ask(Synset one) {
        for (Question question : Questions.about(one)) {
            boolean answered = random.nextInt(8) > 0;
            List<String> passage = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Synset other = things.get(random.nextInt(things.size()));
                passage.add(Questions.sentence(other, other.word()));
            }
            int place = random.nextInt(3);
            int before = 0;
            if (answered) {
                passage.add(place, question.sentence());
                before = passage.subList(0, place).stream()
                        .mapToInt(text -> text.length() + 1)
                        .sum();
            }
            rows.add(
                    Rows.keeps(one.word()),
                    question.text(),
                    String.join(" ", passage),
                    answered ? before + question.start() : NONE,
                    answered ? before + question.end() : NONE);
        }
    }
}
