package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.SpecPrinter;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.source.Source;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders of families that have a table: what is imported, run by the reference, computes what transformers compute with the folder in
 * double precision. A few folders are in the compiler's tests, the others are looked for in the folder that {@code ATTAR_GOLDENS}
 * names, whose numbers have single precision in softmax, RMS norms and rotary angles.
 */
class FamilyFoldersTest {
    private static final Path HERE = Path.of("../core/src/test/resources/families");
    private static final Path OTHERS = Path.of(System.getenv().getOrDefault("ATTAR_GOLDENS", "no-goldens"));

    static final List<String> FOLDERS = List.of(
            "gpt2",
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
            "marian",
            "marian-spm",
            "bart",
            "mbart",
            "m2m100",
            "pegasus",
            "t5",
            "t5-v1.1",
            "eurobert-model",
            "gte-model",
            "gte-classify",
            "nomic-model",
            "nomic-classify",
            "modernbert-model",
            "modernbert-classify",
            "modernbert-mlm",
            "mpnet-model",
            "mpnet-mlm",
            "longformer-classify",
            "deberta-v2-classify");

    static List<String> folders() {
        return FOLDERS;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theImportedModelComputesWhatTheOriginalComputed(String name) throws IOException {
        Path folder = folder(name);
        assumeTrue(folder != null, name + " is not in " + OTHERS);
        JsonNode runs = new ObjectMapper()
                .readTree(Files.readAllBytes(folder.resolve("golden.json")))
                .get("runs");
        try (Imported imported = Importer.importFrom(folder, ImportOptions.none())) {
            String text = SpecPrinter.print(imported.spec());
            assertEquals(imported.spec(), Compiler.check(Source.of("m.attar", text)), text);
            ModelGraph model = Compiler.model(imported.spec());
            Map<String, float[]> weights = new HashMap<>();
            imported.tensors().forEach(tensor -> weights.put(tensor.name(), tensor.toArray()));
            Parameters parameters = Parameters.ofFloats(weights::get);
            for (JsonNode run : runs) {
                compare(model, parameters, run);
            }
            assertTrue(runs.size() > 1, "nothing was compared");
            assertEquals(List.of(), surprises(imported));
        }
    }

    private static void compare(ModelGraph model, Parameters parameters, JsonNode run) {
        boolean translator = run.has("source");
        Tokens tokens = tokens(run, translator ? "decoder_ids" : "ids");
        Map<String, double[][]> found = translator
                ? Reference.outputs(model, parameters, tokens, tokens(run, "source"))
                : Reference.outputs(model, parameters, tokens);
        close(run.path("encoder_hidden"), found.get("encoder"));
        close(run.path("hidden"), found.get("hidden"));
        close(run.path("logits"), found.get("head"));
    }

    private static Tokens tokens(JsonNode run, String name) {
        List<Integer> ids = integers(run.get(name));
        List<Integer> segments = run.has("segments")
                ? integers(run.get("segments"))
                : ids.stream().map(_ -> 0).toList();
        return Tokens.of(new Tokens.Sequence(ids, segments));
    }

    private static void close(JsonNode wanted, double[][] rows) {
        if (wanted.isMissingNode()) {
            return;
        }
        List<Double> numbers = flat(wanted);
        double largest = numbers.stream().mapToDouble(Math::abs).max().orElseThrow();
        int at = 0;
        for (double[] row : rows) {
            for (double value : row) {
                assertEquals(numbers.get(at++), value, 1e-5 * largest);
            }
        }
        assertEquals(numbers.size(), at);
    }

    /** Settings that are not known, and tensors that were not used but for those of a pooler that nothing reads. */
    private static List<ImportReport.Line> surprises(Imported imported) {
        return imported.findings().lines().stream()
                .filter(line -> line.text().contains("is not known")
                        || line.about().startsWith("model.safetensors")
                                && !line.text().contains(": pooler.dense.bias, "))
                .toList();
    }

    static Path folder(String name) {
        for (Path place : List.of(HERE.resolve(name), OTHERS.resolve(name))) {
            if (Files.isRegularFile(place.resolve("config.json"))) {
                return place;
            }
        }
        return null;
    }

    private static List<Integer> integers(JsonNode list) {
        List<Integer> all = new ArrayList<>();
        list.forEach(value -> all.add(value.asInt()));
        return all;
    }

    private static List<Double> flat(JsonNode list) {
        List<Double> all = new ArrayList<>();
        list.forEach(value -> {
            if (value.isArray()) {
                all.addAll(flat(value));
            } else {
                all.add(value.asDouble());
            }
        });
        return all;
    }
}
