package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.attar.compiler.reference.InitialWeights.Rule;
import dev.attar.compiler.run.InitRun;
import dev.attar.compiler.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSpecAndASeedGiveTheSameFileAndItRuns() throws Exception {
        Path spec = Files.writeString(folder.resolve("small.attar"), SmallModel.SPEC);
        Path one = folder.resolve("one.safetensors");
        Path again = folder.resolve("again.safetensors");
        Path other = folder.resolve("other.safetensors");
        Ran.attar("init", spec, "--seed", "7", "-o", one).done().says("truncated normal", "seed 7", "tensors");
        Ran.attar("init", spec, "--seed", "7", "-o", again).done();
        Ran.attar("init", spec, "--seed", "8", "-o", other).done();
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(again));
        assertFalse(java.util.Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(other)));
        Ran.attar("run", spec, "--weights", one, "--ids", "1,2,3", "--json")
                .done()
                .says("\"shape\":[16]");
    }

    /** A file begun with by one version must be what another version makes. */
    @Test
    void theRuleFollowsFromPositionsAndOrder() {
        assertEquals(Rule.TRUNCATED_NORMAL, rule("learned", "post"));
        assertEquals(Rule.TRUNCATED_NORMAL, rule("sinusoidal", "pre"));
        assertEquals(Rule.GLOROT_UNIFORM, rule("sinusoidal", "post"));
    }

    private Rule rule(String positions, String order) {
        String spec = SmallModel.SPEC.replace("learned", positions).replace("post", order);
        return new InitRun(Source.of("small.attar", spec), 1)
                .writeTo(folder.resolve("rule.safetensors"))
                .rule();
    }

    @Test
    void whatCannotBeWrittenIsSaidInASentence() throws Exception {
        Path spec = Files.writeString(folder.resolve("small.attar"), SmallModel.SPEC);
        Path nowhere = folder.resolve("no/such/folder/w.safetensors");
        Ran.attar("init", spec, "-o", nowhere).failed(ExitStatus.REFUSED, "no such folder", "hint:");
        Ran.attar("init", spec, "-o", folder).failed(ExitStatus.USAGE, "--output is a folder, expected a file");
        Ran.attar("init", spec).failed(ExitStatus.USAGE, "--output");
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("small.attar"),
                    files.map(f -> f.getFileName().toString()).toList(),
                    "nothing is left over");
        }
    }
}
