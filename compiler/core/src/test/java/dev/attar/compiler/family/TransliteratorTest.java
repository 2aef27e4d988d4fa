package dev.attar.compiler.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * {@code examples/specs/transliterator.attar} with the weights of an OpenNMT transliterator gives the log-probabilities that were
 * published for it. The weights are looked for in the folder that {@code ATTAR_MODELS} names.
 */
class TransliteratorTest {
    private static final Path FOLDER =
            Path.of(System.getenv().getOrDefault("ATTAR_MODELS", "no-models"), "aren-transliteration");

    @Test
    void logProbabilitiesAreThePublishedOnes() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), FOLDER + " is not there");
        check("\u0622\u062a\u0632\u0645\u0648\u0646", "a t z m o n", new double[] {
            -0.106023, -0.065410, -0.056002, -0.447953, -0.230714, -0.092184, -0.063463
        });
        check("\u0622\u062a\u0634\u064a\u0633\u0648\u0646", "a c h i s o n", new double[] {
            -0.072660, -0.300309, -0.181187, -0.395671, -0.025631, -0.123466, -0.002034, -0.012639
        });
    }

    private static void check(String source, String target, double[] published) throws IOException {
        List<String> from = Files.readAllLines(FOLDER.resolve("source_vocabulary.txt"));
        List<String> to = Files.readAllLines(FOLDER.resolve("target_vocabulary.txt"));
        int[] sourceIds =
                source.chars().map(c -> from.indexOf(String.valueOf((char) c))).toArray();
        int[] written = java.util.Arrays.stream((target + " </s>").split(" "))
                .mapToInt(to::indexOf)
                .toArray();
        int[] targetIds = IntStream.concat(
                        IntStream.of(to.indexOf("<s>")), IntStream.of(written).limit(written.length - 1))
                .toArray();
        ModelGraph model =
                Compiler.model(Compiler.check(Corpus.source(Corpus.EXAMPLES.resolve("transliterator.attar"))));
        Tensors tensors = new Tensors(FOLDER.resolve("model.safetensors"));
        NameTable names = new NameTable(FamilyGoldenTest.FAMILIES.resolve("opennmt.names"));
        Parameters parameters = names.parameters(tensors, 8);
        double[][] scores = Reference.outputs(
                        model,
                        parameters,
                        Tokens.of(Tokens.Sequence.of(targetIds)),
                        Tokens.of(Tokens.Sequence.of(sourceIds)))
                .get("head");
        double[] found = IntStream.range(0, written.length)
                .mapToDouble(t -> logProbability(scores[t], written[t]))
                .toArray();
        assertArrayEquals(published, found, 1e-5);
        assertEquals(Set.of(), names.unused(tensors));
    }

    private static double logProbability(double[] scores, int id) {
        double max = java.util.Arrays.stream(scores).max().orElseThrow();
        double sum = java.util.Arrays.stream(scores).map(x -> Math.exp(x - max)).sum();
        return scores[id] - max - Math.log(sum);
    }
}
