package dev.attar.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The second texts of a model that reads two as one sequence: a passage to a question, a hypothesis to a premise. */
final class PairOptions {
    @Option(
            names = "--pair",
            paramLabel = "TEXT",
            description = "The second text of a pair, for a model that reads two: one for each --text, or several for"
                    + " a single one. In a file \"pair\" stands beside \"text\".")
    private List<String> pairs = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The requests in the order they were given, texts with their pairs. A file is read as the requests are taken. */
    Iterator<Request> requests(InputOptions input) {
        if (input.file != null && pairs.isEmpty()) {
            return InputFile.open(input.file, true);
        }
        int texts = input.texts.size();
        if (pairs.isEmpty()) {
            return input.requests();
        }
        if (texts == 0 || texts > 1 && texts != pairs.size()) {
            throw new ParameterException(
                    command.commandLine(),
                    texts == 0
                            ? "--pair goes with --text; a file has pairs as {\"text\":\"…\",\"pair\":\"…\"}"
                            : pairs.size() + " --pair for " + texts + " --text: give one for each, or a single --text");
        }
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            String text = input.texts.get(texts == 1 ? 0 : i);
            String place = texts == 1 ? "--pair " + (i + 1) : "--text " + (i + 1);
            requests.add(new Request.OfText(place, text, Optional.of(pairs.get(i))));
        }
        return requests.iterator();
    }
}
