package dev.attar.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A page in headless Chromium, through its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ws://";

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private int sent;

    /** Where Chromium is on this machine, if it is. */
    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(Path.of("/usr/bin", name), Path.of("/usr/local/bin", name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path profile, String url) throws Exception {
        process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String address = address();
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> made = http.send(
                HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?" + url))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String page =
                Http.JSON.readTree(made.body()).get("webSocketDebuggerUrl").textValue();
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .join();
    }

    private String address() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return line.substring(LISTENING.length(), line.indexOf("/devtools"));
            }
        }
        throw new IOException("the browser has ended");
    }

    /** Calls a method of the protocol. */
    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        ObjectNode message = Http.JSON.createObjectNode();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(++sent, answer);
        message.put("id", sent).put("method", method).set("params", Http.JSON.valueToTree(parameters));
        socket.sendText(message.toString(), true).get(20, TimeUnit.SECONDS);
        JsonNode result = answer.get(40, TimeUnit.SECONDS);
        if (!result.has("result")) {
            throw new IllegalStateException(method + ": " + result);
        }
        return result.get("result");
    }

    /** The value of a JavaScript expression, once it is neither false nor empty. */
    JsonNode when(String expression) throws Exception {
        String waiting =
                "new Promise((done, fail) => { const end = Date.now() + 30000; const look = () => { const value = ("
                        + expression + "); if (value) done(value); else if (Date.now() > end)"
                        + " fail(document.body.innerText); else setTimeout(look, 20); }; look(); })";
        JsonNode result = null;
        for (int tries = 1; result == null; tries++) {
            try {
                result = call(
                        "Runtime.evaluate", Map.of("expression", waiting, "awaitPromise", true, "returnByValue", true));
            } catch (IllegalStateException loading) { // the page took the place of an empty one meanwhile
                if (tries == 20) {
                    throw loading;
                }
                Thread.sleep(100);
            }
        }
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result);
        }
        return result.at("/result/value");
    }

    /** Presses a key. */
    void press(String key, int code) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    key.equals("Enter")
                            ? Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", "\r")
                            : Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket web, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    JsonNode message = Http.JSON.readTree(text.toString());
                    text.setLength(0);
                    CompletableFuture<JsonNode> waiting =
                            answers.remove(message.path("id").asInt(0));
                    if (waiting != null) {
                        waiting.complete(message);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            web.request(1);
            return null;
        }
    }
}
