package dev.attar.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.runtime.train.checkpoint.CheckpointException;
import dev.attar.runtime.train.data.Dataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a run when its process is killed, the disk is full, or its files are not what they were. */
class FaultsTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path validation;

    @BeforeEach
    void data() throws IOException {
        data = ToyRun.data(folder, "train.jsonl", 40, 1);
        validation = ToyRun.data(folder, "validation.jsonl", 20, 2);
    }

    /** Killed while the step after the n-th is computed or its checkpoint is written, whichever it is. */
    @Test
    void killedAndResumedIsNeverKilled() throws Exception {
        whole("whole");
        Random random = new Random(3);
        for (int kills = 0; kills < 4; kills++) {
            Process process = ToyProcess.process(data, validation, folder.resolve("killed"))
                    .start();
            int lines = 4 + random.nextInt(6);
            try (BufferedReader out = process.inputReader()) {
                for (int i = 0; i < lines && out.readLine() != null; i++) {
                    Thread.onSpinWait();
                }
                process.destroyForcibly().waitFor();
            }
        }
        Process last =
                ToyProcess.process(data, validation, folder.resolve("killed")).start();
        String said = new String(last.getInputStream().readAllBytes());
        assertEquals(0, last.waitFor(), said);
        assertSame("whole", "killed");
        assertTrue(said.lines().filter(line -> line.startsWith("step ")).count() < 28, "it had gone on: " + said);
        try (var files = Files.list(folder.resolve("killed/checkpoints"))) {
            assertTrue(
                    files.filter(file -> file.toString().endsWith(".safetensors"))
                                    .count()
                            <= 6,
                    "leftovers");
        }
    }

    @Test
    void aFullDiskIsAnErrorThatLosesNothing() throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeTrue(Files.isExecutable(bash), "limits of file sizes stand for a full disk here");
        whole("whole");
        stopped("full", 9);
        Process process = ToyProcess.process(
                        data,
                        validation,
                        folder.resolve("full"),
                        bash.toString(),
                        "-c",
                        "ulimit -f 40; exec \"$@\"",
                        "-")
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(1, process.waitFor(), said);
        assertTrue(said.contains("refused: ") && said.contains("step-12.weights.safetensors"), said);
        assertTrue(said.contains("free space"), said);
        assertFalse(Files.exists(folder.resolve("full/checkpoints/step-12.json")));
        resumed("full");
        assertSame("whole", "full");
    }

    @Test
    void aTruncatedCheckpointIsNotUsed() throws IOException {
        whole("whole");
        for (String part : List.of("weights.safetensors", "moments.safetensors", "json")) {
            stopped(part, 9);
            Path file = folder.resolve(part).resolve("checkpoints/step-9." + part);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));
            resumed(part);
            assertSame("whole", part);
        }
    }

    @Test
    void whatWasChangedIsNotUsed() throws IOException {
        whole("whole");
        stopped("changed", 9);
        Path file = folder.resolve("changed/checkpoints/step-9.weights.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        resumed("changed");
        assertSame("whole", "changed");
    }

    @Test
    void aCheckpointOfAnotherModelIsRefused() throws IOException {
        stopped("run", 9);
        CheckpointException refused = assertThrows(
                CheckpointException.class,
                () -> run(ToyRun.fit(new ToyModel(12, 3), folder.resolve("run"))
                        .checkpointEvery(3)
                        .resume()));
        assertTrue(
                refused.getMessage().contains("head.table is [5000, 3], and the model's is [12, 3]"),
                refused.getMessage());
    }

    @Test
    void otherDataIsRefused() throws IOException {
        stopped("run", 9);
        Files.writeString(data, "{\"ids\":[1],\"label\":1}\n", StandardOpenOption.APPEND);
        CheckpointException refused = assertThrows(CheckpointException.class, () -> resumed("run"));
        assertTrue(refused.getMessage().contains("data: "), refused.getMessage());
    }

    @Test
    void aLineThatWasBeingWrittenIsWrittenAgain() throws IOException {
        whole("whole");
        stopped("run", 9);
        Files.writeString(folder.resolve("run/history.jsonl"), "{\"step\":10,\"lo", StandardOpenOption.APPEND);
        resumed("run");
        assertSame("whole", "run");
    }

    // ---- runs ----

    private void whole(String name) {
        run(ToyProcess.fit(folder.resolve(name)).checkpointEvery(100)); // when does not change what
    }

    private void stopped(String name, long step) {
        Fit fit = ToyProcess.fit(folder.resolve(name));
        run(fit.listener(new TrainingListener() {
            @Override
            public void step(StepReport report) {
                if (report.step() == step) {
                    fit.stop();
                }
            }
        }));
    }

    private void resumed(String name) {
        run(ToyProcess.fit(folder.resolve(name)).resume());
    }

    private void run(Fit fit) {
        try (Dataset train = ToyRun.open(data);
                Dataset other = ToyRun.open(validation)) {
            fit.validation(other).run(train);
        }
    }

    private void assertSame(String one, String two) throws IOException {
        for (String file : List.of("toy.safetensors", "history.jsonl")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve(one).resolve(file),
                            folder.resolve(two).resolve(file)),
                    file + " of " + two);
        }
    }
}
