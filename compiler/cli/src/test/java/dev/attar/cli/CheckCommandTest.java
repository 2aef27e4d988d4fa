package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Path SPECS = Path.of("../../examples/specs");

    @TempDir
    private Path folder;

    @Test
    void aGoodSpecIsMeasured() {
        Ran ran = Ran.attar("check", SPECS.resolve("minilm-l6.attar")).done();
        // 22,713,216 with the pooler that the sentence encoder does not use; 21.2 MFLOP: see any description of the
        // model.
        ran.says("MiniLmL6", "22,565,376 in 101 tensors", "21.2 MFLOP per token", "arena");
        assertEquals("", ran.err());
    }

    @Test
    void whatATrainingStepNeedsIsSaid() {
        Ran ran = Ran.attar("check", SPECS.resolve("minilm-l6.attar")).done();
        // Values, gradients and two moments of AdamW, each parameter padded; 6 layers keep 11 rows of 384 floats and 12
        // numbers.
        ran.says("22,565,376 parameters learn", "B of parameters, gradients and moments", "a step takes");
        ran.says("of which layers keep 101.7 kB for the backward pass");
        Ran.attar("check", SPECS.resolve("gpt3.attar")).done().says("174,604,259,328 parameters learn");
    }

    @Test
    void sinusoidalPositionsAreNotInTheWeightFile() {
        Ran.attar("check", SPECS.resolve("article.attar")).done().says("51,714,304 in 99 tensors");
    }

    @Test
    void decodersAndTranslatorsAreMeasured() {
        Ran ran = Ran.attar("check", SPECS.resolve("gpt3.attar")).done();
        ran.says("Gpt3", "174,604,259,328 in", "FLOP per token", "arena");
        Ran.attar("check", SPECS.resolve("opus-mt.attar"))
                .done()
                .says("FLOP per token of the source", "a source of 512");
    }

    @Test
    void smallerWeightsAreCountedAsTheyAre() {
        // 22,565,376 numbers of 4 bytes; of them 10,616,832 in the products' matrices, which save 2 bytes each.
        Path spec = SPECS.resolve("minilm-l6.attar");
        Ran.attar("check", spec).done().says("90.3 MB in memory, fp32");
        Ran.attar("check", spec, "--weights-as", "bf16").done().says("69.0 MB in memory, matrices in bf16");
    }

    @Test
    void mistakesAreShownAndTheStatusIs1() throws Exception {
        Path spec = Files.writeString(folder.resolve("bad.attar"), "model Bad { width 3 heads 4 }\n");
        Ran.attar("check", spec).failed(ExitStatus.REFUSED, "bad.attar:1:", "^", "hint:");
    }

    @Test
    void aMissingFileIsRefused() {
        Ran.attar("check", folder.resolve("none.attar")).failed(ExitStatus.REFUSED, "none.attar", "no such file");
    }
}
