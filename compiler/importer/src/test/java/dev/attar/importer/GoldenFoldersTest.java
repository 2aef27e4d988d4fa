package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import dev.attar.importer.source.ImportOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small models that transformers 5.17 and sentence-transformers 6.0 saved, with the values that PyTorch computed in double
 * precision: what was imported, run by the reference, gives the same.
 */
class GoldenFoldersTest {
    @ParameterizedTest
    @ValueSource(strings = {"albert-mlm", "electra-discriminator", "bert-classify-bin", "st-cls-dense-tanh"})
    void theImportedModelComputesWhatTheOriginalComputed(String name) throws IOException, URISyntaxException {
        Path folder =
                Path.of(GoldenFoldersTest.class.getResource("/folders/" + name).toURI());
        JsonNode runs = new ObjectMapper()
                .readTree(Files.readAllBytes(folder.resolve("golden.json")))
                .get("runs");
        try (Imported imported = Importer.importFrom(folder, ImportOptions.none())) {
            ModelGraph model = GraphBuilder.build(imported.spec());
            Map<String, float[]> weights = new HashMap<>();
            imported.tensors().forEach(tensor -> weights.put(tensor.name(), tensor.toArray()));
            Parameters parameters = Parameters.ofFloats(weights::get);
            int compared = 0;
            for (JsonNode run : runs) {
                List<Integer> ids = integers(run.get("ids"));
                if (ids.size() > imported.spec().context()) {
                    continue; // a text that the original cuts
                }
                List<Integer> segments =
                        run.has("segments") ? integers(run.get("segments")) : Collections.nCopies(ids.size(), 0);
                Tokens tokens = new Tokens(List.of(new Tokens.Sequence(ids, segments)));
                for (String output : List.of("hidden", "logits", "embedding")) {
                    if (run.has(output)) {
                        String ours = output.equals("hidden") ? "hidden" : "head";
                        close(flat(run.get(output)), Reference.run(model, parameters, tokens, ours), output);
                        compared++;
                    }
                }
            }
            assertTrue(compared > 2, "nothing was compared");
        }
    }

    private static void close(List<Double> wanted, double[][] rows, String output) {
        List<Double> found = new ArrayList<>();
        for (double[] row : rows) {
            for (double value : row) {
                found.add(value);
            }
        }
        assertEquals(wanted.size(), found.size(), output);
        double largest = wanted.stream().mapToDouble(Math::abs).max().orElseThrow();
        for (int i = 0; i < found.size(); i++) {
            // The values are written with nine digits.
            assertEquals(wanted.get(i), found.get(i), 1e-7 * Math.max(1, largest), output + " " + i);
        }
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
