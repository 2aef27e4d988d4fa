package dev.attar.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** What is to be continued: exactly one of the four, since picocli refuses more than one. */
final class PromptInput {
    @Option(names = "--prompt", paramLabel = "TEXT", description = "A text to continue. Repeat the option for several.")
    List<String> prompts = List.of();

    @Option(
            names = "--ids",
            paramLabel = "ID,ID,…",
            converter = TokenIds.Converter.class,
            description = "Token ids to continue, special tokens included. Repeat the option for several.")
    List<TokenIds> ids = List.of();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = {
                "One prompt a line, UTF-8; - reads standard input. A line is a text, or when it begins with { a JSON"
                        + " object with \"text\" or \"ids\"."
            })
    Path file;

    @Option(
            names = "--interactive",
            description = "Reads lines from standard input and continues the conversation after each.")
    boolean interactive;

    /** The requests in the order they were given. A file is read as the requests are taken. */
    Iterator<Request> requests() {
        if (file != null) {
            return InputFile.open(file);
        }
        List<Request> requests = new ArrayList<>();
        for (String text : prompts) {
            requests.add(new Request.OfText("--prompt " + (requests.size() + 1), text));
        }
        for (TokenIds sequence : ids) {
            requests.add(new Request.OfIds("--ids " + (requests.size() + 1), sequence.values(), List.of()));
        }
        return requests.iterator();
    }
}
