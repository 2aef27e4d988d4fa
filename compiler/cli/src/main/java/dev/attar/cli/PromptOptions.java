package dev.attar.cli;

import dev.attar.compiler.check.Texts;
import java.util.Iterator;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which of the spec's prompts stands before each text. */
final class PromptOptions {
    @Option(
            names = "--prompt-name",
            paramLabel = "NAME",
            description =
                    "The spec's prompt that is put before each text. Default: the one that the spec says, if any.")
    private String name;

    @Option(names = "--no-prompt", description = "Put no prompt before texts, whatever the spec says.")
    private boolean none;

    /** The requests, each text with its prompt. */
    Iterator<Request> prompted(Iterator<Request> requests, Texts texts) {
        Optional<String> words = words(texts);
        if (words.isEmpty()) {
            return requests;
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return requests.hasNext();
            }

            @Override
            public Request next() {
                return switch (requests.next()) {
                    case Request.OfText(String place, String text, Optional<String> pair) ->
                        new Request.OfText(place, words.get() + text, pair);
                    case Request.OfIds ids -> ids;
                };
            }
        };
    }

    private Optional<String> words(Texts texts) {
        if (none) {
            return Optional.empty();
        }
        if (name == null) {
            return texts.standard().flatMap(texts::prompt);
        }
        return Optional.of(texts.prompt(name)
                .orElseThrow(() -> new Refusal(
                        "the spec has no prompt '" + name + "'",
                        texts.prompts().isEmpty()
                                ? "it has none at all; prompts are written in a texts block"
                                : "it has "
                                        + String.join(
                                                ", ",
                                                texts.prompts().stream()
                                                        .map(prompt -> "'" + prompt.name() + "'")
                                                        .toList()))));
    }
}
