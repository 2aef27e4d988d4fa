package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.run.InitRun;
import dev.attar.compiler.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A command whose output is lost has failed, and says so. */
@EnabledOnOs(OS.LINUX)
class LostOutputTest {
    /** They print nothing on standard output when they succeed. */
    private static final Set<String> SILENT =
            Set.of("compile", "serve"); // serve answers over the network until it is ended

    @TempDir
    private static Path folder;

    private static Path spec;

    private static int runs;

    @BeforeAll
    static void write() throws IOException {
        spec = SmallModel.write(folder);
        TinyBert.write(folder.resolve("bert"));
        Path decoder = Files.writeString(folder.resolve("decoder.attar"), ExportCommandTest.SPEC);
        new InitRun(Source.of(decoder), 1).writeTo(folder.resolve("decoder.safetensors"));
        Path translator = Files.writeString(folder.resolve("translator.attar"), TranslateCommandTest.SPEC);
        new InitRun(Source.of(translator), 1).writeTo(folder.resolve("translator.safetensors"));
        Files.writeString(folder.resolve("learner.attar"), TrainCommandTest.SPEC);
        Files.writeString(folder.resolve("rows.jsonl"), TrainCommandTest.ROWS);
        Ran.attar("init", folder + "/learner.attar", "--seed", 5, "-o", folder + "/learner.safetensors")
                .done();
        Ran.attar(
                        "train",
                        folder + "/learner.attar",
                        "--weights",
                        folder + "/learner.safetensors",
                        "--data",
                        folder + "/rows.jsonl",
                        "-o",
                        folder + "/adapted",
                        "--steps",
                        1,
                        "--target",
                        "scalar",
                        "--lora",
                        2,
                        "--save",
                        "adapters")
                .done();
    }

    /** Command lines that succeed, of every command. */
    private static Map<String, List<String>> commandLines() {
        String model = spec.toString();
        String weights = folder.resolve("small.safetensors").toString();
        Map<String, List<String>> lines = new LinkedHashMap<>();
        lines.put("--version", List.of("--version"));
        lines.put("help", List.of("run", "--help"));
        lines.put("bench", List.of("bench", model, "--rounds", "1", "--warmup", "0", "--tokens", "3"));
        lines.put("check", List.of("check", model));
        lines.put("compile --emit", List.of("compile", model, "--emit", "model"));
        lines.put("completion", List.of("completion"));
        lines.put("devices", List.of("devices"));
        lines.put("doctor", List.of("doctor"));
        lines.put("draw", List.of("draw", model, "-o", folder + "/small.svg"));
        lines.put(
                "export",
                List.of(
                        "export",
                        folder + "/decoder.attar",
                        "--weights",
                        folder + "/decoder.safetensors",
                        "-o",
                        folder + "/exported"));
        lines.put("generate", decoding("generate", "decoder", "--max-new-tokens", "2"));
        lines.put("score", decoding("score", "decoder"));
        lines.put("translate", decoding("translate", "translator", "--json"));
        lines.put("summarize", decoding("summarize", "translator"));
        lines.put(
                "train",
                List.of(
                        "train",
                        folder + "/learner.attar",
                        "--data",
                        folder + "/rows.jsonl",
                        "-o",
                        folder + "/run",
                        "--steps",
                        "1",
                        "--target",
                        "scalar",
                        "--json"));
        lines.put("import", List.of("import", folder.resolve("bert").toString(), "-o", folder + "/imported"));
        lines.put("init", List.of("init", model, "--seed", "1", "-o", folder + "/random.safetensors"));
        lines.put(
                "merge",
                List.of(
                        "merge",
                        "--weights",
                        folder + "/learner.safetensors",
                        "--adapters",
                        folder + "/adapted/learner.adapters.safetensors",
                        "-o",
                        folder + "/merged.safetensors"));
        lines.put("pack", List.of("pack", model, "--weights", weights, "-o", folder + "/small.packed"));
        lines.put("run", List.of("run", model, "--weights", weights, "--ids", "1,2", "--ids", "3"));
        lines.put("run --json", List.of("run", model, "--weights", weights, "--ids", "1,2", "--ids", "3", "--json"));
        lines.put("verify", List.of("verify", model, "--sequences", "1"));
        return lines;
    }

    private static List<String> decoding(String command, String model, String... more) {
        List<String> line = new ArrayList<>(List.of(
                command,
                folder + "/" + model + ".attar",
                "--weights",
                folder + "/" + model + ".safetensors",
                "--ids",
                "1,3"));
        line.addAll(List.of(more));
        return line;
    }

    @Test
    void everyCommandIsTried() {
        for (String command :
                new CommandLine(new AttarCommand()).getSubcommands().keySet()) {
            assertTrue(
                    SILENT.contains(command)
                            || commandLines().values().stream().anyMatch(line -> line.contains(command)),
                    command);
        }
    }

    @Test
    void aFullDiskAndAReaderWhoIsGoneAreFailuresOfEveryCommand() throws IOException {
        for (Map.Entry<String, List<String>> line : commandLines().entrySet()) {
            assertEquals(0, status(new ByteArrayOutputStream(), "", line.getValue()), line.getKey());
            try (OutputStream full = new FileOutputStream("/dev/full")) {
                assertEquals(
                        1, status(full, "standard output: No space left on device", line.getValue()), line.getKey());
            }
            assertEquals(1, status(new Gone(0), "standard output: Broken pipe", line.getValue()), line.getKey());
        }
    }

    @Test
    void aRunEndsWithTheFirstResultThatIsLost() throws IOException {
        Path texts = Files.writeString(folder.resolve("many"), "{\"ids\":[1,2,3]}\n".repeat(10_000));
        Gone gone = new Gone(1);
        String weights = folder.resolve("small.safetensors").toString();
        List<String> line = List.of("run", spec + "", "--weights", weights, "--input", texts + "", "--json");
        assertEquals(1, status(gone, "Broken pipe", line));
        assertEquals(2, gone.writes);
    }

    @Test
    void aVerdictOtherThanDoneStays() throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertEquals(2, status(full, "Missing", List.of("check")));
        }
    }

    @Test
    void theProcessSaysItToo() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "check",
                        spec.toString())
                .redirectOutput(Path.of("/dev/full").toFile())
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue(), err);
        assertTrue(err.contains("attar: standard output: No space left on device"), err);
    }

    /** Takes some writes, then has no reader. */
    private static final class Gone extends OutputStream {
        private final int most;
        private int writes;

        Gone(int most) {
            this.most = most;
        }

        @Override
        public void write(int b) throws IOException {
            if (writes++ >= most) {
                throw new IOException("Broken pipe");
            }
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            write(0);
        }
    }

    /** A run of training is begun in a folder that has none. */
    private static List<String> inItsOwnFolder(List<String> line) {
        List<String> own = new ArrayList<>(line);
        own.replaceAll(word -> word.equals(folder + "/run") ? word + runs++ : word);
        return own;
    }

    private static int status(OutputStream out, String says, List<String> line) {
        StringWriter err = new StringWriter();
        int status = Main.run(out, new PrintWriter(err), inItsOwnFolder(line).toArray(String[]::new));
        assertTrue(err.toString().contains(says), () -> line + " says " + err);
        return status;
    }
}
