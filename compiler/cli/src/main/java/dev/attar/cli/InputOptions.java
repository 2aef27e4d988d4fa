package dev.attar.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** What to run a model on: exactly one of the three, since picocli refuses more than one. */
final class InputOptions {
    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "A text. Repeat the option for several; each gives one result.")
    List<String> texts = List.of();

    @Option(
            names = "--ids",
            paramLabel = "ID,ID,…",
            converter = TokenIds.Converter.class,
            description = "Token ids of one sequence, special tokens included. Repeat the option for several.")
    List<TokenIds> ids = List.of();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = {
                "One input a line, UTF-8; - reads standard input. A line is a text, or when it begins with { a JSON"
                        + " object with \"text\" or \"ids\" (and \"segments\")."
            })
    Path file;

    /** The requests in the order they were given. A file is read as the requests are taken. */
    Iterator<Request> requests() {
        if (file != null) {
            return InputFile.open(file);
        }
        List<Request> requests = new ArrayList<>();
        for (String text : texts) {
            requests.add(new Request.OfText("--text " + (requests.size() + 1), text));
        }
        for (TokenIds sequence : ids) {
            requests.add(new Request.OfIds("--ids " + (requests.size() + 1), sequence.values(), List.of()));
        }
        return requests.iterator();
    }
}
