package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training less than everything: low-rank adapters, and frozen parts. */
class TrainAdaptersTest {
    private static final String TRAIN = """
            train {
                optimizer adamw { rate 2e-2   decay 0.1 }
                loss sparse_categorical_crossentropy   epochs 1
                schedule linear { warm_up 1 }   clip 0.5
                freeze embeddings, layers 0 to 0
            }
        }
        """;

    @TempDir
    private Path folder;

    private Path spec;
    private Path data;
    private Path base;

    @BeforeEach
    void files() throws IOException {
        String two = TrainCommandTest.SPEC.replace("depth 1", "depth 2");
        spec = Files.writeString(folder.resolve("tiny.attar"), two);
        data = Files.writeString(folder.resolve("rows.jsonl"), TrainCommandTest.ROWS);
        base = folder.resolve("base.safetensors");
        Ran.attar("init", spec, "--seed", 5, "-o", base).done();
    }

    @Test
    void mergedWeightsAreTheBaseWithItsAdapters() {
        train("merged", "--lora", 2, "--lora-on", "query,down").done();
        train("alone", "--lora", 2, "--lora-on", "query,down", "--save", "adapters")
                .done();
        Path alone = folder.resolve("alone/tiny.adapters.safetensors");
        Path joined = folder.resolve("joined.safetensors");
        Ran ran = Ran.attar("merge", "--weights", base, "--adapters", alone, "-o", joined)
                .done();
        assertTrue(ran.out().contains("4 matrices"), ran.out());
        try (Weights before = Weights.open(base);
                Weights merged = Weights.open(folder.resolve("merged/tiny.safetensors"));
                Weights same = Weights.open(joined);
                Weights adapters = Weights.open(alone)) {
            assertEquals(before.tensors().keySet(), merged.tensors().keySet());
            assertEquals(before.tensors().keySet(), same.tensors().keySet());
            Set<String> changed = new TreeSet<>();
            merged.tensors().forEach((name, tensor) -> {
                assertArrayEquals(
                        tensor.toArray(), same.tensor(name).orElseThrow().toArray(), name);
                if (!Arrays.equals(before.tensor(name).orElseThrow().toArray(), tensor.toArray())) changed.add(name);
            });
            assertEquals(
                    Set.of(
                            "encoder.0.attention.query.weight",
                            "encoder.0.feedforward.down.weight",
                            "encoder.1.attention.query.weight",
                            "encoder.1.feedforward.down.weight",
                            "head.classes.bias",
                            "head.classes.weight"),
                    changed);
            assertEquals(2 * 2 * 2 + 2, adapters.tensors().size());
        }
        Ran.attar("run", spec, "--weights", joined, "--ids", "1,2,3", "--target", "scalar")
                .done();
    }

    @Test
    void aCheckpointHasTheAdapters() throws IOException {
        String[] how = {"--lora", "2", "--checkpoint-every", "1", "--keep", "9"};
        train("run", (Object[]) how).done();
        Path end = folder.resolve("run/tiny.safetensors");
        byte[] whole = Files.readAllBytes(end);
        Path last = folder.resolve("run/checkpoints/step-4.weights.safetensors");
        Path merged = folder.resolve("merged.safetensors");
        Ran.attar("merge", "--weights", last, "--adapters", last, "-o", merged).done();
        assertEquals(-1, Files.mismatch(end, merged));
        Files.delete(end);
        for (int step = 3; step <= 4; step++) Files.delete(folder.resolve("run/checkpoints/step-" + step + ".json"));
        List<Object> again = new ArrayList<>(List.of((Object[]) how));
        again.add("--resume");
        train("run", again.toArray()).done();
        assertArrayEquals(whole, Files.readAllBytes(end), "resumed after step 2");
    }

    @Test
    void whatTheSpecFreezesStaysUnlessOptionsSayOtherwise() throws IOException {
        String text = Files.readString(spec);
        Files.writeString(spec, text.substring(0, text.lastIndexOf('}')) + TRAIN);
        train("said").done();
        train("other", "--freeze", "none", "--lora", 0).done();
        assertFalse(
                changed("said").stream().anyMatch(name -> name.startsWith("embed") || name.startsWith("encoder.0.")));
        assertTrue(changed("said").contains("encoder.1.attention.query.weight"));
        assertTrue(changed("other").contains("embeddings.tokens.weight"));
        assertTrue(changed("other").contains("encoder.0.attention.query.weight"));
    }

    @Test
    void whatCannotBeMergedOrFrozenIsRefused() {
        Path out = folder.resolve("out.safetensors");
        Ran.attar("merge", "--weights", base, "--adapters", base, "-o", out)
                .failed(ExitStatus.REFUSED, "attar.adapters.rank", "--save adapters");
        train("a", "--freeze", "layers-0-to-2").failed(ExitStatus.REFUSED, "no such parameters", "counted from 0");
        train("b", "--freeze", "encoder.7").failed(ExitStatus.REFUSED, "no such parameters");
        train("c", "--lora", 8).failed(ExitStatus.REFUSED, "give a rank below 8");
        train("d", "--lora-alpha", 8).failed(ExitStatus.REFUSED, "give --lora and a rank");
        train("e", "--lora", 2, "--lora-on", "norm").failed(ExitStatus.REFUSED, "query, key, value");
        train("f", "--save", "adapters").failed(ExitStatus.REFUSED, "adapters are to be saved");
        assertFalse(Files.exists(out));
    }

    private Set<String> changed(String run) {
        Set<String> changed = new TreeSet<>();
        try (Weights before = Weights.open(base);
                Weights after = Weights.open(folder.resolve(run).resolve("tiny.safetensors"))) {
            after.tensors().forEach((name, tensor) -> {
                if (!Arrays.equals(before.tensor(name).orElseThrow().toArray(), tensor.toArray())) changed.add(name);
            });
        }
        return changed;
    }

    private Ran train(String run, Object... more) {
        List<Object> all = new ArrayList<>(List.of("train", spec, "--weights", base, "--data", data, "-o"));
        all.addAll(List.of(folder.resolve(run), "--steps", 4, "--batch-sequences", 2, "--rate", "0.02"));
        all.addAll(List.of("--target", "reference"));
        all.addAll(List.of(more));
        return Ran.attar(all.toArray());
    }
}
