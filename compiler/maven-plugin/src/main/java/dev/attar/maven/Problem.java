package dev.attar.maven;

import java.nio.file.Path;

/**
 * Something wrong with a file, for Maven's log and the IDE.
 *
 * @param line from 1; 0: the file as a whole
 * @param column from 1; 0: the file as a whole
 * @param message what is wrong, in one line
 * @param excerpt lines of the file, marked; may be empty
 * @param hint what to do; may be empty
 */
record Problem(Path file, int line, int column, String message, String excerpt, String hint) {
    /** With the file as a whole. */
    static Problem of(Path file, String message, String hint) {
        return new Problem(file, 0, 0, message, "", hint);
    }

    /** The problem in the compiler's own words. */
    static Problem of(Answer answer) {
        String code = answer.text("code");
        return new Problem(
                answer.spec(),
                answer.number("line"),
                answer.number("column"),
                answer.text("message") + (code.isEmpty() ? "" : " [" + code + "]"),
                answer.text("excerpt"),
                answer.text("hint"));
    }

    /** {@code file:[line,column] message}, as Maven's Java compiler does it. */
    String headline() {
        return file + (line > 0 ? ":[" + line + "," + column + "] " : ": ") + message;
    }

    /** All of it, over several lines. */
    String render() {
        return headline() + (excerpt.isEmpty() ? "" : "\n" + excerpt) + (hint.isEmpty() ? "" : "\nhint: " + hint);
    }
}
