package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.model.TensorType;
import dev.attar.runtime.InputException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What holds for every command. */
class CommandLineTest {
    @Test
    void noCommandIsAWrongCommandLine() {
        Ran.attar().failed(ExitStatus.USAGE, "Missing command", "attar --help");
    }

    @Test
    void anUnknownCommandOrOptionIsAWrongCommandLine() {
        Ran.attar("chekc").failed(ExitStatus.USAGE, "chekc", "check");
        Ran.attar("check", "--frob", "x.attar").failed(ExitStatus.USAGE, "--frob");
        Ran.attar("check").failed(ExitStatus.USAGE, "SPEC");
    }

    @Test
    void aUsageErrorIsOneLineThatSaysWhereTheHelpIs() {
        Ran run = Ran.attar("run", "x.attar", "--ids", "1");
        run.failed(ExitStatus.USAGE, "attar run: Missing required option", "--weights", "see attar run --help");
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(
                1, Ran.attar("bench", "x.attar", "--rounds", "0").err().lines().count());
        Ran.attar("chekc").failed(ExitStatus.USAGE, "did you mean", "check");
    }

    @Test
    void versionAndHelp() {
        Ran.attar("--version").done().says("attar ", "JDK ");
        Ran.attar("--help").done().says("Exit status", "  70 ");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        CommandLine line = new CommandLine(new AttarCommand());
        assertFalse(line.getSubcommands().isEmpty());
        for (String command : line.getSubcommands().keySet()) {
            Ran help = Ran.attar(command, "--help").done();
            help.says("Usage: attar " + command, "Example", "Exit status");
            assertEquals("", help.err());
            for (String row : help.out().split("\n")) {
                assertTrue(row.length() <= 100, row);
            }
        }
    }

    @Test
    void completionKnowsEveryCommand() {
        String script = Ran.attar("completion").done().out();
        for (String command :
                new CommandLine(new AttarCommand()).getSubcommands().keySet()) {
            assertTrue(script.contains("picocli_attar_" + command), command);
        }
    }

    @Test
    void aFaultOfOursNamesTheStage() {
        Throwable failure = null;
        try {
            TensorType.indices().last();
        } catch (IllegalStateException e) {
            failure = new RuntimeException("while compiling", e);
        }
        Verdict verdict = Verdict.of(failure);
        assertEquals(ExitStatus.FAULT, verdict.status());
        assertTrue(verdict.message().contains("in stage model"), verdict.message());
        assertTrue(verdict.message().contains("report"), verdict.message());
        assertTrue(verdict.message().contains("TensorType.last"), verdict.message());
    }

    @Test
    void refusalsAndUnreadableFilesAreNotFaults() {
        assertEquals(
                new Verdict(ExitStatus.REFUSED, "attar: too bad\n"),
                Verdict.of(new InputException(InputException.Reason.EMPTY_BATCH, -1, -1, "too bad")));
        assertEquals(new Verdict(ExitStatus.REFUSED, "attar: no\nhint: yes\n"), Verdict.of(new Refusal("no", "yes")));
        assertEquals(
                new Verdict(ExitStatus.REFUSED, "attar: x: permission denied\n"),
                Verdict.of(new UncheckedIOException(new AccessDeniedException("x"))));
        assertEquals(
                new Verdict(ExitStatus.REFUSED, "attar: x: no such file or folder\n"),
                Verdict.of(new NoSuchFileException("x")));
        assertEquals(
                new Verdict(ExitStatus.REFUSED, "attar: x: not a folder\n"),
                Verdict.of(new NotDirectoryException("x")));
        Verdict memory = Verdict.of(new OutOfMemoryError("Java heap space"));
        assertEquals(ExitStatus.REFUSED, memory.status());
        assertTrue(memory.message().contains("-Xmx") && !memory.message().contains("\tat "), memory.message());
        assertEquals(new Verdict(ExitStatus.REFUSED, "attar: gone\n"), Verdict.of(new FileNotFoundException("gone")));
    }
}
