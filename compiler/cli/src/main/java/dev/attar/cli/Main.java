package dev.attar.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** The entry of the process. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs one command; what it says goes to {@code out} and {@code err}. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new AttarCommand());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            out.flush();
            Verdict verdict = Verdict.of(failure);
            err.print(verdict.message());
            err.flush();
            return verdict.status();
        });
        line.setParameterExceptionHandler((wrong, _) -> {
            err.println(usageError(wrong));
            err.flush();
            return ExitStatus.USAGE;
        });
        return line.execute(arguments);
    }

    /** What is wrong, in one line, and where the help is: the help itself would push the line off the screen. */
    private static String usageError(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = wrong.getMessage().replaceAll("\\s+", " ").strip();
        List<String> near = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        String meant = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
        return name + ": " + message + meant + " (see " + name + " --help)";
    }
}
