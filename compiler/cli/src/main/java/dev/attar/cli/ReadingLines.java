package dev.attar.cli;

import dev.attar.runtime.text.task.Answers;
import dev.attar.runtime.text.task.Entity;
import dev.attar.runtime.text.task.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found, for people: a line each. */
final class ReadingLines {
    private ReadingLines() {}

    static List<String> of(Reading finding) {
        return switch (finding) {
            case Reading.Entities(List<Entity> entities) -> entities(entities);
            case Reading.Answered(Answers answers) -> answers(answers);
            case Reading.Filled(List<List<Fill>> masks) -> fills(masks);
        };
    }

    private static List<String> entities(List<Entity> entities) {
        int width = entities.stream()
                .mapToInt(entity -> entity.label().length())
                .max()
                .orElse(0);
        return entities.isEmpty()
                ? List.of("no entities")
                : entities.stream()
                        .map(entity -> padded(entity.label(), width) + "  "
                                + placed(entity.text(), entity.start(), entity.end()) + "  " + score(entity.score()))
                        .toList();
    }

    private static List<String> answers(Answers answers) {
        List<String> lines = new ArrayList<>(answers.answers().stream()
                .map(answer -> placed(answer.text(), answer.start(), answer.end()) + "  " + score(answer.score()))
                .toList());
        lines.add("(no answer)  " + score(answers.noAnswer()));
        return lines;
    }

    private static List<String> fills(List<List<Fill>> masks) {
        return masks.stream()
                .flatMap(List::stream)
                .map(fill -> fill.token() + "  " + score(fill.score()) + "  " + Overview.shortened(fill.text(), 100))
                .toList();
    }

    private static String placed(String text, int start, int end) {
        return Overview.shortened(text, 100) + "  [" + start + ", " + end + ")";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String score(float score) {
        return String.format(Locale.ROOT, "%.4f", score);
    }
}
