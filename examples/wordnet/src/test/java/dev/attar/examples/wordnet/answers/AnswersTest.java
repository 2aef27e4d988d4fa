package dev.attar.examples.wordnet.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.wordnet.Taught;
import dev.attar.examples.wordnet.data.Synset;
import dev.attar.examples.wordnet.data.WordNet;
import dev.attar.examples.wordnet.small.SmallReader;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Answer;
import dev.attar.runtime.text.task.QuestionAnswerer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
    @Test
    void glossesAnswerWhoWhenWhereAndWhatFor() {
        Synset scientist = new Synset(
                6,
                WordNet.PERSON,
                List.of("Muster", "Anna Muster"),
                List.of(),
                "Swiss chemist (born in Austria) who discovered a blue dye; famous for her patience (1850-1911)");
        assertEquals(
                Map.of(
                        "When was Muster born?", "1850",
                        "Where was Muster born?", "Austria",
                        "Who discovered a blue dye?", "Muster",
                        "Who was Muster?", "Swiss chemist",
                        "What is Muster famous for?", "her patience"),
                answers(scientist));
        Synset city = new Synset(
                4,
                WordNet.PLACE,
                List.of("Musterstadt"),
                List.of(),
                "an old port in southern Austria; founded by Romans");
        assertEquals(
                Map.of(
                        "Where is Musterstadt?", "southern Austria",
                        "Which old port lies in southern Austria?", "Musterstadt",
                        "Who founded Musterstadt?", "Romans"),
                answers(city));
    }

    private static Map<String, String> answers(Synset one) {
        Map<String, String> answers = new TreeMap<>();
        for (Question question : Questions.about(one)) {
            answers.put(question.text(), question.sentence().substring(question.start(), question.end()));
        }
        return answers;
    }

    @Test
    @EnabledIfSystemProperty(named = "attar.thorough", matches = "true") // a training of its own takes its time
    void aSmallReaderLearnsToPointAtAnswers(@TempDir Path folder) throws Exception {
        QuestionRows.main(new String[] {folder.toString(), "300"});
        Taught taught = Taught.of("SmallReader", folder, 15);
        assertTrue(taught.loss(15) < taught.loss(1), () -> taught.log().toString());
        try (SmallReader model = SmallReader.load(taught.weights())) {
            QuestionAnswerer reader = QuestionAnswerer.of(model::answer, Tokenizer.load(Taught.TOKENIZER, 128))
                    .withWholeWords();
            String passage = "Anna Muster, Swiss chemist (1850-1911).";
            Answer best =
                    reader.answer("When was Anna Muster born?", passage).best().orElseThrow();
            assertEquals(passage.substring(best.start(), best.end()), best.text());
        }
    }
}
