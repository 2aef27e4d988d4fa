package dev.attar.cli;

import dev.attar.runtime.text.task.Answers;
import dev.attar.runtime.text.task.Entity;
import dev.attar.runtime.text.task.Fill;
import java.util.List;

/** What the rows of a result say about its text. */
sealed interface Reading {
    /** What a text names, of a tagger. */
    record Entities(List<Entity> entities) implements Reading {}

    /** What a passage, the second of a pair, answers to a question, the first. */
    record Answered(Answers answers) implements Reading {}

    /** The best tokens for each mask of a text. */
    record Filled(List<List<Fill>> masks) implements Reading {}
}
