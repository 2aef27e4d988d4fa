package dev.attar.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.attar.runtime.text.task.Answer;
import dev.attar.runtime.text.task.Entity;
import dev.attar.runtime.text.task.Fill;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Members of a JSON object that say what was found: {@code ,"entities":[…]}. */
final class ReadingJson {
    private ReadingJson() {}

    static String members(Reading finding) {
        return switch (finding) {
            case Reading.Entities(List<Entity> entities) -> ",\"entities\":" + array(entities, ReadingJson::entity);
            case Reading.Answered(var answers) ->
                ",\"answers\":" + array(answers.answers(), ReadingJson::answer) + ",\"no_answer\":"
                        + answers.noAnswer();
            case Reading.Filled(List<List<Fill>> masks) ->
                ",\"masks\":" + array(masks, fills -> array(fills, ReadingJson::fill));
        };
    }

    private static <T> String array(List<T> elements, Function<T, String> written) {
        return elements.stream().map(written).collect(Collectors.joining(",", "[", "]"));
    }

    private static String entity(Entity entity) {
        return "{\"label\":" + quoted(entity.label()) + ",\"score\":" + entity.score()
                + place(entity.start(), entity.end(), entity.text());
    }

    private static String answer(Answer answer) {
        return "{\"score\":" + answer.score() + place(answer.start(), answer.end(), answer.text());
    }

    private static String place(int start, int end, String text) {
        return ",\"start\":" + start + ",\"end\":" + end + ",\"text\":" + quoted(text) + "}";
    }

    private static String fill(Fill fill) {
        return "{\"token\":" + quoted(fill.token()) + ",\"id\":" + fill.id() + ",\"score\":" + fill.score()
                + ",\"text\":" + quoted(fill.text()) + "}";
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
