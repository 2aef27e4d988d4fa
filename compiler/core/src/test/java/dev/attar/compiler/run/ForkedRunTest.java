package dev.attar.compiler.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build tool is told, line by line. */
class ForkedRunTest {
    @TempDir
    private Path folder;

    @Test
    void filesOfSpecsThatAreRight() throws Exception {
        Path spec = spec("one", "One", 8);
        List<Map<String, String>> answers = ask(
                Map.of(
                        "run",
                        "compile",
                        "folder",
                        folder.resolve("out").toString(),
                        "weightsAs",
                        "fp32",
                        "targets",
                        "java"),
                Map.of("spec", spec.toString(), "package", "com.example"));
        assertEquals(6, answers.size(), answers.toString());
        assertEquals(
                Map.of("kind", "file", "spec", spec.toString(), "path", "com/example/One.java"), answers.getFirst());
        assertEquals("end", answers.getLast().get("kind"));
        assertTrue(Files.exists(folder.resolve("out/com/example/One.java")));
    }

    @Test
    void mistakesWithTheirPlaces() throws Exception {
        Path wrong = spec("wrong \u00fc", "Wrong", 7);
        Path missing = folder.resolve("missing.attar");
        List<Map<String, String>> answers = ask(
                Map.of(
                        "run",
                        "compile",
                        "folder",
                        folder.resolve("out").toString(),
                        "weightsAs",
                        "bf16",
                        "targets",
                        "java"),
                Map.of("spec", wrong.toString(), "package", ""),
                Map.of("spec", missing.toString(), "package", ""));
        Map<String, String> heads = answers.get(0);
        assertEquals(
                "problem E0204 5:29",
                heads.get("kind") + " " + heads.get("code") + " " + heads.get("line") + ":" + heads.get("column"));
        assertEquals(wrong.toString(), heads.get("spec"));
        assertTrue(heads.get("excerpt").startsWith("2 |     vocabulary 50"), heads.get("excerpt"));
        assertTrue(heads.get("hint").contains("nearest divisor"), heads.get("hint"));
        Map<String, String> file = answers.get(1);
        assertEquals("E0101 0:0", file.get("code") + " " + file.get("line") + ":" + file.get("column"));
        assertEquals("", file.get("excerpt"));
        assertEquals("end", answers.get(2).get("kind"));
    }

    @Test
    void comparisonsAndWeightsThatDoNotFit() throws Exception {
        Path right = spec("right", "Right", 8);
        Path other = spec("other", "Other", 16);
        Path weights = folder.resolve("right.safetensors");
        Verification.withRandomWeights(Compiler.model(Compiler.check(Source.of(right))), 1)
                .weights()
                .save(weights);
        List<Map<String, String>> answers = ask(
                Map.of("run", "verify", "weightsAs", "fp32"),
                Map.of("spec", right.toString(), "weights", weights.toString()),
                Map.of("spec", other.toString(), "weights", weights.toString()),
                Map.of("spec", other.toString()));
        assertEquals(
                List.of("compared", "weights", "compared", "end"),
                answers.stream().map(answer -> answer.get("kind")).toList());
        assertEquals("true", answers.get(0).get("agrees"));
        assertTrue(
                answers.get(1).get("message").contains("expected (50, 16)"),
                answers.get(1).get("message"));
    }

    @Test
    void aFaultOfOursHasAStage() throws Exception {
        List<Map<String, String>> answers = ask(Map.of("run", "dance", "weightsAs", "fp32"));
        assertEquals(
                "fault run", answers.get(0).get("kind") + " " + answers.get(0).get("stage"));
        assertTrue(answers.get(0).get("trace").contains("dance"));
        assertEquals("end", answers.get(1).get("kind"));
    }

    @SafeVarargs
    private List<Map<String, String>> ask(Map<String, String>... request) throws Exception {
        Path asked = folder.resolve("request");
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(asked))) {
            for (Map<String, String> line : request) {
                json.writeStartObject();
                for (Map.Entry<String, String> field : line.entrySet()) {
                    json.writeStringField(field.getKey(), field.getValue());
                }
                json.writeEndObject();
            }
        }
        Path answered = folder.resolve("answers");
        ForkedRun.answer(asked, answered);
        List<Map<String, String>> answers = new ArrayList<>();
        for (String line : Files.readAllLines(answered)) {
            try (JsonParser json = new JsonFactory().createParser(line)) {
                assertEquals(JsonToken.START_OBJECT, json.nextToken());
                Map<String, String> answer = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    answer.put(name, json.getText());
                }
                answers.add(answer);
            }
        }
        return answers;
    }

    private Path spec(String file, String model, int width) throws Exception {
        return Files.writeString(folder.resolve(file + ".attar"), SmallSpec.of(model, width));
    }
}
