package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.SpecPrinter;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a Hugging Face folder to classes with names, on the command line. */
class ImportFolderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private static Path golden(String name) {
        return Path.of("")
                .toAbsolutePath()
                .getParent()
                .resolve("importer/src/test/resources/folders")
                .resolve(name);
    }

    @Test
    void labelsGoThroughTheSpecToTheOutput() throws Exception {
        Path models = folder.resolve("models");
        Ran ran = Ran.attar("import", golden("bert-classify-bin"), "-o", models, "--json")
                .done();
        assertEquals("", ran.err());
        JsonNode line = MAPPER.readTree(ran.out());
        assertTrue(line.get("report").toString().contains("tokenizer.json"));
        JsonNode settings = line.get("settings").get(0);
        assertEquals("config.json", settings.get("file").asText());
        assertEquals(32, settings.at("/used/hidden_size").asInt());
        assertTrue(settings.get("without_effect").toString().contains("initializer_range"));
        assertEquals(0, settings.get("unknown").size());
        JsonNode golden = MAPPER.readTree(
                        Files.readAllBytes(golden("bert-classify-bin").resolve("golden.json")))
                .at("/runs/1");
        String ids = golden.get("ids").toString().replaceAll("[\\[\\]]", "");
        String spec = line.get("spec").asText();
        String weights = line.get("weights").asText();
        JsonNode result = MAPPER.readTree(Ran.attar("run", spec, "--weights", weights, "--ids", ids, "--json")
                .done()
                .out());
        assertEquals(
                "[\"NEGATIVE\",\"NEUTRAL\",\"POSITIVE\"]", result.get("labels").toString());
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    golden.get("logits").get(i).doubleValue(),
                    result.get("values").get(i).doubleValue(),
                    1e-5);
        }
        Ran.attar("run", spec, "--weights", weights, "--ids", ids).done().says("NEUTRAL  0.");
        Ran.attar("run", spec, "--weights", weights, "--text", "a").failed(ExitStatus.REFUSED, "no tokenizer");
    }

    @Test
    void promptsAndTheLongestTextAreThoseOfTheSpec() throws Exception {
        ModelSpec small = Compiler.check(Source.of("small.attar", SmallModel.SPEC));
        String texts = "\n"
                + "    texts { prompt \"query\" \"a red \"   prompt \"other\" \"an \"   default \"query\"  "
                + " truncate }\n"
                + "}\n";
        String text = SpecPrinter.print(small).replaceFirst("\\n}\\n$", texts);
        Path spec = Files.writeString(folder.resolve("small.attar"), text);
        Path weights = folder.resolve("small.safetensors");
        Verification.withRandomWeights(Compiler.model(small), 7).weights().save(weights);
        Files.write(folder.resolve("tokenizer.json"), MiniLm.tokenizerJson());
        String car = ids(spec, weights, "--text", "car");
        assertEquals(ids(spec, weights, "--text", "a red car", "--no-prompt"), car);
        assertEquals(
                ids(spec, weights, "--text", "an car", "--no-prompt"),
                ids(spec, weights, "--text", "car", "--prompt-name", "other"));
        JsonNode cut = MAPPER.readTree(ids(spec, weights, "--text", "one two three four five six seven eight nine"));
        assertEquals(8, cut.size(), "cut at the context, as the spec says");
        Ran.attar("run", spec, "--weights", weights, "--text", "car", "--prompt-name", "third")
                .failed(ExitStatus.REFUSED, "no prompt 'third'", "'query', 'other'");
    }

    private static String ids(Path spec, Path weights, Object... more) throws Exception {
        Object[] arguments = new Object[more.length + 5];
        arguments[0] = "run";
        arguments[1] = spec;
        arguments[2] = "--weights";
        arguments[3] = weights;
        arguments[4] = "--json";
        System.arraycopy(more, 0, arguments, 5, more.length);
        return MAPPER.readTree(Ran.attar(arguments).done().out()).get("ids").toString();
    }
}
