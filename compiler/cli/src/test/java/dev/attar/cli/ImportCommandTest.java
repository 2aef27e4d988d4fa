package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder;

    /** The way of a user, from another framework's file to the published numbers. */
    @Test
    void aPublishedModelGivesThePublishedVector() throws Exception {
        Path onnx = folder.resolve("all-minilm-l6-v2.onnx");
        try (InputStream in = MiniLm.class.getClassLoader().getResourceAsStream("all-minilm-l6-v2.onnx")) {
            Files.copy(in, onnx);
        }
        Files.write(folder.resolve("tokenizer.json"), MiniLm.tokenizerJson());
        Path models = folder.resolve("models");
        Ran.attar("import", onnx, "-o", models, "--name", "MiniLmL6", "--packed")
                .done()
                .says("MiniLmL6.attar", "MiniLmL6.safetensors", "tokenizer.json", "MiniLmL6.packed");
        Ran ran = run(models, "MiniLmL6.safetensors");
        JsonNode result = new ObjectMapper().readTree(ran.out());
        assertEquals(ran.out(), run(models, "MiniLmL6.packed").out());
        assertEquals("[101,7592,2088,102]", result.get("ids").toString());
        double[] published = {-0.0344773, 0.0310232, 0.0067350, 0.0261089, -0.0393621, -0.1603025};
        for (int i = 0; i < published.length; i++) {
            assertEquals(published[i], result.get("values").get(i).doubleValue(), 1e-6);
        }
    }

    private static Ran run(Path models, String weights) {
        return Ran.attar(
                        "run",
                        models.resolve("MiniLmL6.attar"),
                        "--weights",
                        models.resolve(weights),
                        "--text",
                        "hello world",
                        "--json")
                .done();
    }

    @Test
    void whatIsNoModelIsRefusedAndNothingIsWritten() throws Exception {
        Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");
        Path models = folder.resolve("models");
        Ran.attar("import", text, "-o", models).failed(ExitStatus.REFUSED, "attar: ");
        Ran.attar("import", folder.resolve("none.onnx"), "-o", models).failed(ExitStatus.REFUSED, "none.onnx");
        Ran.attar("import", Files.createDirectory(folder.resolve("empty")), "-o", models)
                .failed(ExitStatus.REFUSED, "config.json");
        assertFalse(Files.exists(models));
    }

    @Test
    void wrongCommandLines() {
        Ran.attar("import").failed(ExitStatus.USAGE, "SOURCE");
        Ran.attar("import", "x.onnx").failed(ExitStatus.USAGE, "--output");
        Ran.attar("import", "x.onnx", "-o", "d", "--name", "small").failed(ExitStatus.USAGE, "upper-case");
        Ran.attar("import", "x.onnx", "-o", "d", "--pool", "min").failed(ExitStatus.USAGE, "mean, cls, max, last");
    }
}
