package dev.attar.compiler.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Small models of other families with random weights, and what transformers computes with them in double precision: the reference
 * gives the same numbers from a spec that composes the family. {@code families.csv} lists folder, spec, table of names, the largest
 * difference in parts of the largest number, and what of the folder's weights the spec has no use for; its README says more.
 *
 * <p>A few folders are in the repository; the others are looked for in the folder that {@code ATTAR_GOLDENS} names.
 */
class FamilyGoldenTest {
    static final Path FAMILIES = Corpus.ROOT.resolve("compiler/core/src/test/resources/families");
    /** The importer's tables of names. */
    static final Path TABLES = Corpus.ROOT.resolve("compiler/importer/src/main/resources/dev/attar/importer/family");

    /** Where both sides compute in double throughout. */
    private static final double IN_DOUBLE = 1e-9;

    private static final Path OTHERS = Path.of(System.getenv().getOrDefault("ATTAR_GOLDENS", "no-goldens"));

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/families/families.csv", numLinesToSkip = 1)
    void theReferenceComputesWhatTheFamilyDoes(String folder, String spec, String table, double close, String unused)
            throws IOException {
        Path golden = folder(folder);
        assumeTrue(golden != null, folder + " is not in " + OTHERS);
        ModelSpec model = Compiler.check(Corpus.source(FAMILIES.resolve(spec + ".attar")));
        Tensors tensors = new Tensors(golden.resolve("model.safetensors"));
        NameTable names = new NameTable(TABLES.resolve(table + ".names"));
        Parameters parameters =
                names.parameters(tensors, model.stacks().getLast().attention().heads());
        ModelGraph graph = Compiler.model(model);
        var json = (Map<?, ?>) JsonTree.read(Files.readAllBytes(golden.resolve("golden.json")));
        List<?> runs = (List<?>) json.get("runs");
        double allowed = golden.startsWith(FAMILIES) ? IN_DOUBLE : close;
        for (Object run : runs) compare(folder, graph, parameters, (Map<?, ?>) run, allowed);
        assertEquals(unused == null ? Set.of() : Set.of(unused.split(" ")), names.unused(tensors));
    }

    private static void compare(String folder, ModelGraph graph, Parameters parameters, Map<?, ?> run, double close) {
        boolean translator = run.containsKey("source");
        Tokens tokens = tokens(run, translator ? "decoder_ids" : "ids");
        Map<String, double[][]> found = translator
                ? Reference.outputs(graph, parameters, tokens, tokens(run, "source"))
                : Reference.outputs(graph, parameters, tokens);
        compare(folder + " encoder", run.get("encoder_hidden"), found.get("encoder"), close);
        compare(folder + " hidden", run.get("hidden"), found.get("hidden"), close);
        compare(folder + " logits", run.get("logits"), found.get("head"), close);
    }

    private static Tokens tokens(Map<?, ?> run, String name) {
        int[] ids = integers((List<?>) run.get(name));
        Object segments = run.get("segments");
        if (segments == null) return Tokens.of(Tokens.Sequence.of(ids));
        List<Integer> kinds =
                java.util.Arrays.stream(integers((List<?>) segments)).boxed().toList();
        return Tokens.of(
                new Tokens.Sequence(java.util.Arrays.stream(ids).boxed().toList(), kinds));
    }

    private static int[] integers(List<?> numbers) {
        return numbers.stream().mapToInt(n -> ((Double) n).intValue()).toArray();
    }

    /** Rows of the golden, or one row where a sequence has one. */
    private static void compare(String what, Object golden, double[][] found, double close) {
        if (golden == null) return;
        List<?> rows = (List<?>) golden;
        if (rows.getFirst() instanceof Double) rows = List.of(rows);
        assertEquals(rows.size(), found.length, what);
        double largest = 0;
        double apart = 0;
        for (int r = 0; r < found.length; r++) {
            List<?> row = (List<?>) rows.get(r);
            assertEquals(row.size(), found[r].length, what);
            for (int c = 0; c < found[r].length; c++) {
                double expected = (Double) row.get(c);
                largest = Math.max(largest, Math.abs(expected));
                apart = Math.max(apart, Math.abs(expected - found[r][c]));
            }
        }
        assertTrue(largest > 0, what);
        assertTrue(apart <= close * largest, "%s: %.1e apart in numbers up to %.2f".formatted(what, apart, largest));
    }

    private static Path folder(String name) {
        for (Path place : List.of(FAMILIES.resolve(name), OTHERS.resolve(name)))
            if (Files.isRegularFile(place.resolve("golden.json"))) return place;
        return null;
    }
}
