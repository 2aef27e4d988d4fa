package dev.attar.examples.search;

import dev.attar.runtime.InputException;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.text.TextException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Semantic search on the command line. */
@Command(
        name = "search",
        description = "Finds passages by what they mean.",
        mixinStandardHelpOptions = true,
        subcommands = {IndexCommand.class, QueryCommand.class})
public final class Search {
    private Search() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** @return 0 done, 1 refused, 2 usage error */
    static int run(String... arguments) {
        CommandLine commands = new CommandLine(new Search());
        commands.setExecutionExceptionHandler((problem, _, _) -> {
            switch (problem) {
                case Refusal _, WeightsException _, TextException _, InputException _ ->
                    System.err.println("search: " + problem.getMessage());
                default -> throw problem;
            }
            return 1;
        });
        return commands.execute(arguments);
    }
}
