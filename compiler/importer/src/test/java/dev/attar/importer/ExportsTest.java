package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.reference.Tokens.Sequence;
import dev.attar.importer.source.ImportOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small random models as exporters and tools of today write them, with what PyTorch computes in double precision (for quantised
 * files: ONNX Runtime with the dequantised weights). The reference on the imported spec and weights agrees.
 */
class ExportsTest {
    private static final Path EXPORTS = Path.of("src/test/resources/exports");
    private static final double TOLERANCE =
            5e-6; // fp32 constants of graphs and of expected values, through one to three layers

    private record Output(String node, List<String> names) {}

    private static final List<Output> OUTPUTS = List.of(
            new Output("hidden", List.of("last_hidden_state")),
            new Output("head", List.of("logits")),
            new Output("head", List.of("embedding")),
            new Output("head", List.of("start_logits", "end_logits")));

    static Stream<Arguments> exports() throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(EXPORTS.resolve("expected.json").toFile());
        return StreamSupport.stream(expected.get("files").spliterator(), false)
                .map(file -> Arguments.of(file.get("file").asText(), file.get("runs")));
    }

    private static Imported imported(String file) {
        return Importer.importFrom(EXPORTS.resolve(file), ImportOptions.none());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exports")
    void computesWhatTheExportedModelComputed(String file, JsonNode runs) {
        try (Imported imported = imported(file)) {
            Map<String, float[]> weights = new HashMap<>();
            imported.tensors().forEach(tensor -> weights.put(tensor.name(), tensor.toArray()));
            Parameters parameters = Parameters.ofFloats(weights::get);
            var graph = GraphBuilder.build(imported.spec());
            int compared = 0;
            for (JsonNode run : runs) {
                Tokens tokens = new Tokens(List.of(new Sequence(integers(run, "ids"), segments(run))));
                for (Output output : OUTPUTS) {
                    if (run.has(output.names().getFirst())) {
                        compare(run, output, Reference.run(graph, parameters, tokens, output.node()));
                        compared++;
                    }
                }
            }
            assertTrue(compared > 0, "nothing was compared");
        }
    }

    private static List<Integer> integers(JsonNode run, String key) {
        List<Integer> list = new ArrayList<>();
        run.get(key).forEach(value -> list.add(value.asInt()));
        return list;
    }

    private static List<Integer> segments(JsonNode run) {
        return run.has("segments")
                ? integers(run, "segments")
                : IntStream.range(0, run.get("ids").size()).mapToObj(_ -> 0).toList();
    }

    /** Several expected outputs are columns of one row. */
    private static void compare(JsonNode run, Output output, double[][] rows) {
        List<List<Double>> columns =
                output.names().stream().map(name -> flat(run.get(name))).toList();
        int width = columns.size();
        double[] got = Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
        assertEquals(
                columns.getFirst().size() * width, got.length, output.names().toString());
        for (int i = 0; i < got.length; i++) {
            double wanted = columns.get(i % width).get(i / width);
            assertEquals(wanted, got[i], TOLERANCE * Math.max(1, Math.abs(wanted)), output.names() + " " + i);
        }
    }

    private static List<Double> flat(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .flatMap(inner -> flat(inner).stream())
                        .toList()
                : List.of(node.asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "names-order-unread-input.onnx | position_ids",
                "bert-opset17-fixed-sizes.onnx | exactly 8 tokens",
                "bert-opset17-all-layers.onnx | 'h0' is not imported: a value inside the model",
                "bert-dynamo18-pooler.onnx | 'pooler_output' is not imported: a pooled vector",
                "sentence-max-dynamo18.onnx | 'last_hidden_state' is not imported: hidden states",
                "int8-bert.onnx | stored as 8-bit integers",
                "roberta-sdpa-opset17.onnx | Positions begin at row 2"
            })
    void theReportSays(String file, String what) {
        try (Imported imported = imported(file)) {
            assertTrue(
                    imported.report().stream().anyMatch(line -> line.contains(what)),
                    () -> imported.report().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"sentence-mean-dense-opset17.onnx", "sentence-max-dynamo18.onnx", "sentence-cls-dynamo23-after.onnx"})
    void aSentenceEmbeddingIsImportedWithAllThatIsBetween(String file) {
        Head wanted = file.contains("dense")
                ? new Head.Embed(Pool.MEAN, Optional.of(new Dense(6, Activation.TANH)), true)
                : new Head.Embed(file.contains("max") ? Pool.MAX : Pool.CLS, Optional.empty(), true);
        try (Imported imported = imported(file)) {
            assertEquals(wanted, imported.spec().head());
        }
    }
}
