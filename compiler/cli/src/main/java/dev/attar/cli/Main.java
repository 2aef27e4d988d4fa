package dev.attar.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** The entry of the process. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // Not System.out, which keeps to itself that it could not write.
        int status = run(new FileOutputStream(FileDescriptor.out), err, arguments);
        err.flush();
        System.exit(status);
    }

    /** Runs one command; it has not succeeded unless all it prints has arrived at {@code out}. */
    static int run(OutputStream out, PrintWriter err, String... arguments) {
        PrintWriter writer = new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(new StandardOutput(out), StandardCharsets.UTF_8)));
        int status = ExitStatus.DONE;
        try {
            status = run(writer, err, arguments);
            writer.flush();
            return status;
        } catch (StandardOutput.Lost lost) {
            Verdict verdict = Verdict.of(lost);
            err.print(verdict.message());
            err.flush();
            return status == ExitStatus.DONE ? verdict.status() : status;
        }
    }

    /** Runs one command in this process, as {@code attar} does; what it says goes to {@code out} and {@code err}. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new AttarCommand());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Verdict verdict = Verdict.of(failure);
            try {
                out.flush();
            } finally {
                err.print(verdict.message());
                err.flush();
            }
            return verdict.status();
        });
        line.setParameterExceptionHandler((wrong, _) -> {
            err.println(usageError(wrong));
            err.flush();
            return ExitStatus.USAGE;
        });
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError failure) { // which picocli does not catch
            Verdict verdict = Verdict.of(failure);
            err.print(verdict.message());
            err.flush();
            return verdict.status();
        }
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
