package dev.attar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTranslatorTest {
    private static final String SPEC = """
        model Tiny {
            vocabulary 12   context 8   width 8
            embedding { positions sinusoidal }
            encoder depth 1 {
                attention   { heads 2 }
                feedforward { width 8   activation relu }
                residual    { norm layer   order post }
            }
            decoder depth 1 {
                attention       { heads 2 }
                cross attention { heads 2 }
                feedforward     { width 8   activation relu }
                residual        { norm layer   order post }
            }
            head generate { tied   start 0   end 1 }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void pairsOfTextsNeedNoLossToBeNamed() throws IOException {
        train("run").done();
    }

    @Test
    void aTranslatorHasNoLossOfNextTokens() throws IOException {
        train("run", "--loss", "next-token")
                .failed(ExitStatus.REFUSED, "the loss next-token does not fit a translator", "hint:");
    }

    private Ran train(String run, Object... more) throws IOException {
        Path spec = Files.writeString(folder.resolve("tiny.attar"), SPEC);
        Path data =
                Files.writeString(folder.resolve("rows.jsonl"), "{\"source_ids\":[4,5,6,1],\"target_ids\":[7,8,1]}\n");
        List<Object> all = new ArrayList<>(List.of(
                "train", spec, "--data", data, "-o", folder.resolve(run), "--steps", 2, "--target", "reference"));
        all.addAll(List.of(more));
        return Ran.attar(all.toArray());
    }
}
