package dev.attar.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Families of decoders and translators: logits and every generated sequence, by greedy decoding, beams, penalties and forbidden words,
 * as transformers gives them. Two folders are here; the others are looked for in the folder that ATTAR_GOLDENS names.
 */
class GenerationGoldenTest {
    @TempDir
    private Path into;

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "marian"})
    void inTheRepository(String family) throws Exception {
        new GenerationGolden(Path.of("src/test/resources/goldens", family)).check(into, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2-untied-inner",
                "openai-gpt",
                "gpt-neo",
                "opt",
                "gpt-neox",
                "bloom",
                "llama",
                "mistral-window",
                "qwen2",
                "qwen3",
                "bart",
                "mbart",
                "m2m100",
                "pegasus",
                "t5",
                "t5-v1.1",
                "marian-spm"
            })
    void elsewhere(String family) throws Exception {
        String goldens = System.getenv("ATTAR_GOLDENS");
        Assumptions.assumeTrue(goldens != null, "ATTAR_GOLDENS names no folder of goldens");
        Path folder = Path.of(goldens, family);
        Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is not there");
        new GenerationGolden(folder).check(into, Integer.MAX_VALUE);
    }
}
