package dev.attar.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * The command {@code attar import} in a JVM of its own.
 *
 * @param attar class path of the command line
 */
record ImportProcess(Jdk jdk, List<Path> attar) {
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    /**
     * Imports a model.
     *
     * @param options of the command, besides {@code -o}
     * @return what the command printed
     * @throws MojoFailureException when the model or an option was refused, with the command's own words
     */
    List<String> run(Path model, Path folder, List<String> options, Log log)
            throws IOException, MojoExecutionException, MojoFailureException {
        List<String> command = new ArrayList<>(List.of(
                jdk.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                attar.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "dev.attar.cli.Main",
                "import",
                model.toString(),
                "-o",
                folder.toString()));
        command.addAll(options);
        log.debug("running " + command);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        List<String> said = new ArrayList<>();
        int status;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("WARNING: Using incubator modules")) {
                    said.add(line);
                }
            }
            status = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted while a model was imported", e);
        } finally {
            process.destroy();
        }
        String text = String.join("\n", said);
        if (status == REFUSED || status == USAGE) {
            throw new MojoFailureException("attar import refused " + model + ":\n" + text);
        }
        if (status != 0) {
            throw new MojoExecutionException("attar import ended with status " + status + ":\n" + text);
        }
        // The names of the files lie in a folder that is about to be moved.
        return said.stream().filter(line -> !line.contains(folder.toString())).toList();
    }
}
