package dev.attar.runtime.text.task;

import java.util.List;
import java.util.Optional;

/**
 * What a passage answers to a question.
 *
 * @param answers the best first; none when the passage has no tokens
 * @param noAnswer probability that the passage does not answer it, on the same scale; of a use with models that were trained
 *     with such questions alone (SQuAD 2)
 */
public record Answers(List<Answer> answers, float noAnswer) {
    public Answers {
        answers = List.copyOf(answers);
    }

    /** The best answer, however bad; empty when the passage has no tokens. */
    public Optional<Answer> best() {
        return answers.stream().findFirst();
    }

    /** The best answer, unless it is likelier that the passage has none. */
    public Optional<Answer> ifAnswered() {
        return best().filter(answer -> answer.score() > noAnswer);
    }
}
