package dev.attar.runtime.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

/** Finds the files of a model on the machine that a task runs on. */
public final class ExecutorFiles {
    private ExecutorFiles() {}

    /**
     * A file by its path, or by the name under which {@code --files} or {@code SparkContext.addFile} sent it.
     *
     * @throws IllegalArgumentException when this machine has none
     */
    public static Path find(String what, String name) {
        Path path = Path.of(name);
        if (SparkEnv.get() != null && !path.isAbsolute()) {
            Path sent = Path.of(SparkFiles.get(name));
            if (Files.isRegularFile(sent)) {
                return sent;
            }
        }
        if (Files.isRegularFile(path)) {
            return path;
        }
        throw new IllegalArgumentException("the " + what + " '" + name + "' are not on this executor: give the absolute"
                + " path of a file that every executor has, or send the file with --files (SparkContext.addFile) and"
                + " give its name");
    }
}
