package dev.attar.examples.wordnet.answers;

import dev.attar.examples.wordnet.data.Given;
import dev.attar.examples.wordnet.model.Reader;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Answer;
import dev.attar.runtime.text.task.QuestionAnswerer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Answers questions from a document: {@code AnswerQuestions DOCUMENT QUESTION…}. */
final class AnswerQuestions {
    private static final int AROUND = 45;

    private AnswerQuestions() {}

    public static void main(String[] arguments) throws IOException {
        String document = Given.text(arguments[0]);
        try (Reader model = Reader.load(Path.of(System.getProperty("weights")))) {
            Tokenizer tokenizer = Tokenizer.load(Path.of(System.getProperty("tokenizer")), 512);
            QuestionAnswerer reader =
                    QuestionAnswerer.of(model::answer, tokenizer).withWholeWords();
            for (String question : Arrays.asList(arguments).subList(1, arguments.length)) {
                System.out.println(question);
                System.out.println(reader.answer(question, document)
                        .ifAnswered()
                        .map(answer -> shown(document, answer))
                        .orElse("  the document does not say"));
            }
        }
    }

    /** An answer, how sure it is, and what stands around it. */
    private static String shown(String document, Answer answer) {
        String before = document.substring(Math.max(0, answer.start() - AROUND), answer.start());
        String after = document.substring(answer.end(), Math.min(document.length(), answer.end() + AROUND));
        return "  %s   (%.0f %%: …%s»%s«%s…)"
                .formatted(answer.text(), 100 * answer.score(), before, answer.text(), after)
                .replace('\n', ' ');
    }
}
