package dev.attar.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code attar completion}: what makes a shell complete commands and options. */
@Command(
        name = "completion",
        description = {"Prints a script that makes bash and zsh complete attar's commands and options.", ""},
        customSynopsis = "attar completion",
        footerHeading = "%nExample:%n",
        footer = {
            "  source <(attar completion)",
            "",
            "In zsh first: autoload -U +X bashcompinit && bashcompinit",
            "",
            "Exit status: 0 done, 2 usage error."
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        command.commandLine()
                .getOut()
                .println(AutoComplete.bash("attar", command.parent().commandLine()));
        return ExitStatus.DONE;
    }
}
