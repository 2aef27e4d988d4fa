package dev.attar.maven;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/**
 * Attar's compiler in a JVM of its own: Maven may run on an older Java than the compiler is made for.
 *
 * @param jdk that it runs on
 * @param classPath the compiler and what it needs
 * @param folder for the request and the answers; it is there
 * @param options for the JVM
 */
record CompilerProcess(Jdk jdk, List<Path> classPath, Path folder, List<String> options) {
    private static final String ENTRY = "dev.attar.compiler.run.ForkedRun";
    private static final int LINES_KEPT = 30;

    /**
     * Asks and waits for the answers.
     *
     * @param request the first line says what to do, each other one names a spec
     * @throws MojoExecutionException when the process ends early
     */
    List<Answer> ask(List<Map<String, String>> request, Log log) throws IOException, MojoExecutionException {
        Path asked = folder.resolve("request.jsonl");
        Path answered = folder.resolve("answers.jsonl");
        write(request, asked);
        Files.deleteIfExists(answered);
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", joined(classPath), ENTRY, asked.toString(), answered.toString()));
        log.debug("running " + command);
        Deque<String> said = new ArrayDeque<>();
        int status = run(command, said, log);
        List<Answer> answers = Files.exists(answered) ? Answer.read(answered) : List.of();
        if (status != 0 || answers.isEmpty() || !answers.get(answers.size() - 1).is("end")) {
            throw new MojoExecutionException(
                    "the compiler ended early, with status " + status + ", in a JVM of " + jdk.home()
                            + (said.isEmpty() ? "; it said nothing" : "; it said:\n  " + String.join("\n  ", said)));
        }
        return answers;
    }

    /** Throws when the compiler said that it is at fault itself. */
    static void failOnFault(List<Answer> answers) throws MojoExecutionException {
        for (Answer answer : answers) {
            if (answer.is("fault")) {
                throw fault(answer);
            }
        }
    }

    private static MojoExecutionException fault(Answer answer) {
        return new MojoExecutionException("internal error of Attar, in stage " + answer.text("stage") + ": "
                + answer.text("message") + "\n" + answer.text("spec")
                + " may be right all the same. Please report it at the project's issue tracker with the spec and these"
                + " lines:\n" + answer.text("trace"));
    }

    private int run(List<String> command, Deque<String> said, Log log) throws IOException, MojoExecutionException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (BufferedReader lines = process.inputReader(Charset.defaultCharset())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.debug("compiler: " + line);
                said.add(line);
                if (said.size() > LINES_KEPT) {
                    said.remove();
                }
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted while the compiler was at work", e);
        } finally {
            process.destroy();
        }
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static void write(List<Map<String, String>> lines, Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            for (Map<String, String> line : lines) {
                json.writeStartObject();
                for (Map.Entry<String, String> field : line.entrySet()) {
                    json.writeStringField(field.getKey(), field.getValue());
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }
}
