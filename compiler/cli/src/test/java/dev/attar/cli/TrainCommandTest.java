package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.attar.runtime.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    static final String SPEC = """
        model Tiny {
            vocabulary 20   context 8   width 8
            embedding { positions learned   norm layer   dropout 0.1 }
            encoder depth 1 {
                attention   { heads 2   dropout 0.1 }
                feedforward { width 8   activation relu }
                residual    { norm layer   order post   dropout 0.1 }
            }
            head classify { pool mean   classes 2   labels "bad", "good" }
        }
        """;

    static final String ROWS = """
        {"ids":[1,2,3],"label":"good"}
        {"ids":[4,5],"label":"bad"}
        {"ids":[1,3,2,1],"label":"good"}
        {"ids":[5,4,4],"label":0}
        {"ids":[2],"label":1}
        """;

    @TempDir
    private Path folder;

    private Path spec;
    private Path data;

    @BeforeEach
    void files() throws IOException {
        spec = Files.writeString(folder.resolve("tiny.attar"), SPEC);
        data = Files.writeString(folder.resolve("rows.jsonl"), ROWS);
    }

    @Test
    void aModelLearnsItsExamples() throws IOException {
        Ran ran = train(
                        "run",
                        "--validation",
                        data,
                        "--epochs",
                        30,
                        "--batch-sequences",
                        5, // more than dropout has words of a seed
                        "--rate",
                        "0.02",
                        "--json",
                        "--target",
                        "scalar")
                .done();
        List<JsonNode> lines = lines(ran.out());
        List<JsonNode> steps =
                lines.stream().filter(line -> line.has("gradient_norm")).toList();
        assertEquals(30, steps.size());
        for (String name : List.of("step", "loss", "gradient_norm", "rate", "tokens")) {
            assertTrue(steps.getFirst().get(name).isNumber(), name);
        }
        JsonNode last = lines.stream()
                .filter(line -> line.has("train"))
                .reduce((_, b) -> b)
                .orElseThrow();
        assertEquals(1, last.get("validation").get("accuracy").asDouble());
        assertTrue(Files.readString(folder.resolve("run/report.html")).contains("good"));
        assertTrue(Files.exists(folder.resolve("run/checkpoints/step-30.json")));
        Ran.attar("verify", spec, "--weights", folder.resolve("run/tiny.safetensors"), "--target", "scalar")
                .done();
    }

    @Test
    void aHeadThatTheFileLacksIsMadeNewAndTold() throws IOException {
        train("first", "--steps", 2).done();
        Path three = Files.writeString(
                folder.resolve("three.attar"), SPEC.replace("classes 2   labels \"bad\", \"good\"", "classes 3"));
        Path numbers = Files.writeString(folder.resolve("numbers.jsonl"), "{\"ids\":[1],\"label\":2}\n");
        Ran ran = Ran.attar(
                        "train",
                        three,
                        "--weights",
                        folder.resolve("first/tiny.safetensors"),
                        "--data",
                        numbers,
                        "-o",
                        folder.resolve("second"),
                        "--freeze",
                        "all-but-head",
                        "--target",
                        "reference")
                .done();
        assertTrue(ran.err().contains("made new") && ran.err().contains("head.classes.weight"), ran.err());
        try (Weights before = Weights.open(folder.resolve("first/tiny.safetensors"));
                Weights after = Weights.open(folder.resolve("second/three.safetensors"))) {
            after.tensors().forEach((name, tensor) -> {
                if (!name.startsWith("head.")) {
                    assertArrayEquals(before.tensor(name).orElseThrow().toArray(), tensor.toArray(), "frozen: " + name);
                }
            });
        }
    }

    @Test
    void theSeedDecides() throws IOException {
        train("one", "--seed", 3).done();
        train("two", "--seed", 3).done();
        train("three", "--seed", 4).done();
        assertEquals(-1, Files.mismatch(weights("one"), weights("two")));
        assertTrue(Files.mismatch(weights("one"), weights("three")) >= 0);
    }

    @Test
    void aRunThatWasInterruptedGoesOn() throws Exception {
        String[] arguments = {
            "train",
            spec.toString(),
            "--data",
            data.toString(),
            "-o",
            folder.resolve("stopped").toString(),
            "--epochs",
            "150",
            "--batch-sequences",
            "2",
            "--json",
            "--target",
            "reference"
        };
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.attar.cli.Main"));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out;
        try (var reader = process.inputReader()) {
            String first = reader.readLine();
            process.toHandle().destroy(); // as Ctrl-C: the JVM runs its shutdown hooks
            out = first + "\n" + reader.lines().collect(Collectors.joining("\n"));
        }
        process.waitFor();
        String said = Files.readString(err);
        assertTrue(said.contains("a checkpoint is written. Go on with:"), said);
        assertTrue(said.contains("-o " + folder.resolve("stopped")) && said.contains(" --resume"), said);
        long done =
                lines(out).stream().filter(line -> line.has("gradient_norm")).count();
        assertTrue(Files.exists(folder.resolve("stopped/checkpoints/step-" + done + ".json")), said);
        assertFalse(Files.exists(weights("stopped")));
        Ran again = Ran.attar(
                        "train",
                        spec,
                        "--data",
                        data,
                        "-o",
                        folder.resolve("stopped"),
                        "--epochs",
                        150,
                        "--batch-sequences",
                        2,
                        "--json",
                        "--target",
                        "reference",
                        "--resume")
                .done();
        assertEquals(
                450 - done,
                lines(again.out()).stream()
                        .filter(line -> line.has("gradient_norm"))
                        .count());
        assertTrue(Files.exists(weights("stopped")));
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        Ran.attar("train", spec, "-o", folder).failed(ExitStatus.USAGE, "--data");
        train("a", "--loss", "hinge").failed(ExitStatus.USAGE, "unknown loss 'hinge'; expected one of cross-entropy");
        train("b", "--loss", "span").failed(ExitStatus.REFUSED, "span does not fit the head Classify", "hint:");
        train("d", "--freeze", "layers 0-3").failed(ExitStatus.REFUSED, "give embeddings, layers-0-to-3");
        train("e", "--freeze", "all-but-head,head").failed(ExitStatus.REFUSED, "cannot be trained as asked");
        train("f", "--steps", "1", "--epochs", "1").failed(ExitStatus.REFUSED, "both --steps and --epochs");
        train("g", "--metrics", "entity_f1").failed(ExitStatus.REFUSED, "entity_f1");
        train("h", "--keep-best", "loss").failed(ExitStatus.REFUSED, "no validation data");
        train("i", "--optimizer", "sgd", "--beta1", "0.8").failed(ExitStatus.REFUSED, "are for adam");
        train("j", "--mask-token", "4").failed(ExitStatus.REFUSED, "are for the loss masked");
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), ROWS + "{\"ids\":[1],\"label\":\"fine\"}\n");
        Ran.attar("train", spec, "--data", bad, "-o", folder.resolve("k"), "--target", "reference")
                .failed(ExitStatus.REFUSED, "bad.jsonl:6: unknown label \"fine\"", "the spec has bad, good");
        assertFalse(Files.exists(folder.resolve("k")), "nothing is begun with data that is wrong");
        train("l", "--rate", "1e30", "--epochs", 3)
                .failed(ExitStatus.REFUSED, "step 2: ", "batch of ", "rows.jsonl:", "lower the rate");
        train("m", "--steps", 1).done();
        train("m", "--steps", 1).failed(ExitStatus.REFUSED, "there is a run already", "--resume");
    }

    // ---- runs ----

    private Ran train(String run, Object... more) {
        List<Object> all = new ArrayList<>(List.of("train", spec, "--data", data, "-o", folder.resolve(run)));
        all.addAll(List.of(more));
        if (!all.contains("--target")) { // nothing is compiled where it does not matter what computes
            all.addAll(List.of("--target", "reference"));
        }
        return Ran.attar(all.toArray());
    }

    private Path weights(String run) {
        return folder.resolve(run).resolve("tiny.safetensors");
    }

    private static List<JsonNode> lines(String out) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.lines().toList()) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }
}
