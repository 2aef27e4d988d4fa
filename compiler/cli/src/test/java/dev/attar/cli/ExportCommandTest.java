package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    /** What GPT-2 composes. */
    static final String SPEC = """
        model Small {
            vocabulary 40   context 12   width 8
            embedding { positions learned }
            decoder depth 2 {
                attention   { heads 2 }
                feedforward { width 16   activation gelu_tanh }
                residual    { norm layer   order pre }
                norm layer
            }
            head generate { tied   start 1   end 2 }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void theImportOfAnExportHasTheSameWeights() throws Exception {
        Path spec = Files.writeString(folder.resolve("small.attar"), SPEC);
        Path weights = folder.resolve("small.safetensors");
        Ran.attar("init", spec, "--seed", "7", "-o", weights).done();
        Ran.attar("export", spec, "--weights", weights, "-o", folder.resolve("hf"))
                .done()
                .says("model.safetensors", "generation_config.json", "config.json");
        Path back = folder.resolve("back");
        Ran.attar("import", folder.resolve("hf"), "-o", back, "--name", "Small").done();
        Path again = folder.resolve("again");
        Ran.attar("export", back.resolve("Small.attar"), "--weights", back.resolve("Small.safetensors"), "-o", again)
                .done();
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("hf/model.safetensors")),
                Files.readAllBytes(again.resolve("model.safetensors")));
    }

    @Test
    void weightsOfAnotherModelAndAModelOfNoFamilyAreRefused() throws Exception {
        Path spec = Files.writeString(folder.resolve("small.attar"), SPEC);
        Path weights = folder.resolve("small.safetensors");
        Ran.attar("init", spec, "-o", weights).done();
        Path wider = Files.writeString(folder.resolve("wider.attar"), SPEC.replace("width 16", "width 24"));
        Ran.attar("export", wider, "--weights", weights, "-o", folder.resolve("hf"))
                .failed(
                        ExitStatus.REFUSED,
                        "does not fit the spec",
                        "decoder.0.feedforward.up.weight has shape [16, 8], not [24, 8]");
        Path odd = Files.writeString(
                folder.resolve("odd.attar"), SPEC.replace("positions learned", "positions sinusoidal"));
        Ran.attar("export", odd, "--weights", weights, "-o", folder.resolve("hf"))
                .failed(ExitStatus.REFUSED, "no family that is exported");
    }
}
