package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code attar serve}: what is refused before it listens, and a process of it from its start to its end. */
@Timeout(120) // a server that serves where it should refuse would never end
class ServeCommandTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        Files.writeString(folder.resolve("tiny.attar"), """
            model Tiny {
                vocabulary 257   context 24   width 16
                embedding { positions learned }
                decoder depth 1 {
                    attention   { heads 2 }
                    feedforward { width 32   activation gelu }
                    residual    { norm layer   order pre }
                }
                head generate { tied   end 256 }
            }
            """);
        Ran.attar("init", folder.resolve("tiny.attar"), "--seed", 3, "-o", folder.resolve("tiny.safetensors"))
                .done();
        Files.writeString(folder.resolve("tokenizer.json"), BytesTokenizer.json());
    }

    private static Ran config(String json) throws IOException {
        return Ran.attar("serve", "--config", Files.writeString(folder.resolve("serve.json"), json));
    }

    @Test
    void aMistakeInTheConfigurationIsRefusedAtItsPlace() throws Exception {
        config("{\"models\":[").failed(ExitStatus.REFUSED, "serve.json:1:12", "not JSON");
        config("{\n  \"prot\": 1,\n  \"models\": [{\"spec\": \"a\", \"weights\": \"b\"}]}")
                .failed(ExitStatus.REFUSED, "serve.json:2:11", "unknown member \"prot\"", "known are host, port");
        config("{\"port\": 70000}").failed(ExitStatus.REFUSED, "serve.json:1:10", "port", "0 to 65535");
        config("{\"port\": 1.5}").failed(ExitStatus.REFUSED, "whole number");
        config("{\"port\": \"x\"}").failed(ExitStatus.REFUSED, "a whole number is expected, not \"x\"");
        config("{\"models\": []}").failed(ExitStatus.REFUSED, "there are no models");
        config("{\"models\": [{\"spec\": \"a\"}]}").failed(ExitStatus.REFUSED, "models[0]: \"weights\" is missing");
        config("{\"models\": [{\"spec\": \"a\", \"weights\": \"b\", \"chat_template\": \"jinja\"}]}")
                .failed(ExitStatus.REFUSED, "models[0].chat_template", "chatml");
        config("{\"limits\": {\"texts\": 0}, \"models\": []}").failed(ExitStatus.REFUSED, "limits.texts");
        config("{\"port\": 1, \"port\": 2}").failed(ExitStatus.REFUSED, "Duplicate");
        config("{\"models\": [{\"spec\": \"tiny.attar\", \"weights\": \"tiny.safetensors\", \"long_texts\":"
                        + " \"parts\"}]}")
                .failed(ExitStatus.REFUSED, "serve.json:1:13: models[0]: long_texts is for models with head embed");
    }

    @Test
    void optionsAreRefusedBeforeAnythingIsOpened() throws Exception {
        Path spec = folder.resolve("tiny.attar");
        Path weights = folder.resolve("tiny.safetensors");
        Ran.attar("serve").failed(ExitStatus.USAGE, "SPEC", "--config");
        Ran.attar("serve", spec).failed(ExitStatus.USAGE, "--weights");
        Ran.attar("serve", spec, "--weights", weights, "--config", "x.json")
                .failed(ExitStatus.USAGE, "names its models itself");
        Ran.attar("serve", spec, "--weights", weights, "--port", 99999).failed(ExitStatus.USAGE, "--port");
        Ran.attar("serve", spec, "--weights", weights, "--deadline", 0).failed(ExitStatus.USAGE, "--deadline");
        Ran.attar("serve", spec, "--weights", weights, "--chat-template", "x").failed(ExitStatus.USAGE, "chatml");
        Path empty = Files.writeString(folder.resolve("keys.txt"), "# none\n\n");
        Ran.attar("serve", spec, "--weights", weights, "--api-key-file", empty)
                .failed(ExitStatus.REFUSED, "there is no key");
        Path alone = Files.createDirectories(folder.resolve("alone")).resolve("w.safetensors");
        Files.copy(weights, alone);
        Ran.attar("serve", spec, "--weights", alone).failed(ExitStatus.REFUSED, "no tokenizer", "--tokenizer");
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            Ran ran = Ran.attar(
                    "serve",
                    folder.resolve("tiny.attar"),
                    "--weights",
                    folder.resolve("tiny.safetensors"),
                    "--port",
                    taken.getLocalPort());
            assertEquals(ExitStatus.REFUSED, ran.status());
            assertTrue(ran.err().contains("cannot listen"), ran.err());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no SIGTERM
    void aProcessServesUntilItIsToldToEnd() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.attar.cli.Main",
                        "serve",
                        folder.resolve("tiny.attar").toString(),
                        "--weights",
                        folder.resolve("tiny.safetensors").toString(),
                        "--port",
                        "0",
                        "--target",
                        "scalar",
                        "--access-log")
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            List<String> said = new ArrayList<>();
            String address = "";
            for (String line = lines.readLine();
                    line != null && !line.contains("ready after");
                    line = lines.readLine()) {
                said.add(line);
                if (line.contains("listening at ")) {
                    address = line.replaceAll(".*(http://[^ ]*/) .*", "$1");
                }
            }
            assertTrue(said.toString().contains("tiny: Tiny, generates, chat template plain"), said.toString());
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "v1/completions"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"ab\",\"max_tokens\":4}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            process.toHandle().destroy(); // SIGTERM; Process.destroy would close what it says
            assertTrue(lines.lines().toList().contains("attar: ended"));
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(143, process.exitValue());
            String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(log.contains("\"path\":\"/v1/completions\"") && log.contains("\"status\":200"), log);
        } finally {
            process.destroyForcibly();
        }
    }
}
