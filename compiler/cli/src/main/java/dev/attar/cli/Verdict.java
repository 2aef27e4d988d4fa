package dev.attar.cli;

import dev.attar.compiler.CompilerBug;
import dev.attar.compiler.Version;
import dev.attar.compiler.source.Refused;
import dev.attar.importer.source.ImportException;
import dev.attar.runtime.InputException;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.generate.GenerationException;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.train.TrainingException;
import dev.attar.runtime.train.checkpoint.CheckpointException;
import dev.attar.runtime.train.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What a failure means to whoever started the process: the exit status, and the text for standard error. What is wrong with
 * an input is told by the exceptions made for it; any other exception is an internal error.
 *
 * @param status {@link ExitStatus}
 * @param message what happened and what to do, ending with a line feed
 */
record Verdict(int status, String message) {
    static Verdict of(Throwable failure) {
        return switch (failure) {
            case Refused refused -> new Verdict(ExitStatus.REFUSED, refused.render());
            case Refusal refusal -> refused(refusal);
            case WeightsException refusal -> refused(refusal);
            case InputException refusal -> refused(refusal);
            case TextException refusal -> refused(refusal);
            case GenerationException refusal -> refused(refusal);
            case ImportException refusal -> refused(refusal);
            case DeviceException refusal -> refused(refusal);
            case DataException refusal -> refused(refusal);
            case TrainingException refusal -> refused(refusal);
            case CheckpointException refusal -> refused(refusal);
            case StandardOutput.Lost lost -> refused(lost);
            case OutOfMemoryError e ->
                new Verdict(
                        ExitStatus.REFUSED,
                        "attar: not enough memory: " + e.getMessage()
                                + "\nhint: give the JVM more, such as ATTAR_JAVA_OPTS=-Xmx4g\n");
            case UncheckedIOException e -> new Verdict(ExitStatus.REFUSED, "attar: " + describe(e.getCause()) + "\n");
            case IOException e -> new Verdict(ExitStatus.REFUSED, "attar: " + describe(e) + "\n");
            default -> fault(failure);
        };
    }

    private static Verdict refused(RuntimeException refusal) {
        return new Verdict(ExitStatus.REFUSED, "attar: " + refusal.getMessage().stripTrailing() + "\n");
    }

    private static String describe(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
            case FileAlreadyExistsException there -> there.getFile() + ": a file has this name already";
            case NotDirectoryException file -> file.getFile() + ": not a folder";
            case DirectoryNotEmptyException full -> full.getFile() + ": a folder that is not empty";
            case FileSystemException f
            when f.getReason() == null -> f.getFile() + ": " + f.getClass().getSimpleName();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static Verdict fault(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return new Verdict(
                ExitStatus.FAULT,
                "attar: internal error in stage " + CompilerBug.stageOf(failure) + ": " + failure + "\n"
                        + "This is a fault of Attar " + Version.NUMBER
                        + ", not of your model. Please report it at the project's issue"
                        + " tracker\nwith the command line, the spec, and these lines:\n" + trace);
    }
}
