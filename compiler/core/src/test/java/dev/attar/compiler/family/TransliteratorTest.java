package dev.attar.compiler.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * {@code examples/specs/transliterator.attar} with the weights of an OpenNMT transliterator gives the log-probabilities that were
 * published for it, in the reference and in generated code. The weights are looked for in the folder that {@code ATTAR_MODELS} names.
 */
class TransliteratorTest {
    private static final Path FOLDER =
            Path.of(System.getenv().getOrDefault("ATTAR_MODELS", "no-models"), "aren-transliteration");

    private static final List<Case> CASES = List.of(
            new Case(
                    "\u0622\u062a\u0632\u0645\u0648\u0646",
                    "a t z m o n",
                    -0.106023,
                    -0.065410,
                    -0.056002,
                    -0.447953,
                    -0.230714,
                    -0.092184,
                    -0.063463),
            new Case(
                    "\u0622\u062a\u0634\u064a\u0633\u0648\u0646",
                    "a c h i s o n",
                    -0.072660,
                    -0.300309,
                    -0.181187,
                    -0.395671,
                    -0.025631,
                    -0.123466,
                    -0.002034,
                    -0.012639));

    /** A word, what it becomes, and the logarithm of the probability of each letter and of the end. */
    private record Case(String source, String target, double... published) {
        int[] sourceIds() throws IOException {
            List<String> from = Files.readAllLines(FOLDER.resolve("source_vocabulary.txt"));
            return source.chars()
                    .map(c -> from.indexOf(String.valueOf((char) c)))
                    .toArray();
        }

        /** The letters, then the end. */
        int[] written() throws IOException {
            List<String> to = Files.readAllLines(FOLDER.resolve("target_vocabulary.txt"));
            return Arrays.stream((target + " </s>").split(" "))
                    .mapToInt(to::indexOf)
                    .toArray();
        }

        /** The beginning, then the letters. */
        int[] read() throws IOException {
            List<String> to = Files.readAllLines(FOLDER.resolve("target_vocabulary.txt"));
            int[] written = written();
            return IntStream.concat(
                            IntStream.of(to.indexOf("<s>")),
                            IntStream.of(written).limit(written.length - 1))
                    .toArray();
        }
    }

    @Test
    void theReferenceGivesThePublishedLogProbabilities() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), FOLDER + " is not there");
        Tensors tensors = new Tensors(FOLDER.resolve("model.safetensors"));
        NameTable names = names();
        Parameters parameters = names.parameters(tensors, 8);
        double[][] scores =
                Reference.outputs(Compiler.model(spec()), parameters, batch()).get("head");
        check(scores, 1e-5);
        assertEquals(Set.of(), names.unused(tensors));
    }

    /** Both words in one batch, on every width; in bfloat16 and int8 what rounded weights give. */
    @ParameterizedTest
    @FieldSource("dev.attar.compiler.loops.Storage#ALL")
    void generatedCodeGivesThemToo(Storage weightsAs) throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), FOLDER + " is not there");
        Parameters parameters = names().parameters(new Tensors(FOLDER.resolve("model.safetensors")), 8);
        Trial trial = new Trial(spec(), batch(), 0);
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                trial.spec(),
                new Origin("transliterator.attar", "00000000"),
                CompileOptions.defaults().withWeightsAs(weightsAs)));
        Expectation expected = Expectation.of(
                trial.model(),
                switch (weightsAs) {
                    case Storage.Fp32 _ -> parameters;
                    case Storage.Bf16 _ -> parameters.withBfloat16Products();
                    case Storage.Int8 _ -> parameters.withInt8Products();
                },
                trial.tokens(),
                "head");
        try (CompiledTrial compiled = new CompiledTrial(trial, classes, name -> floats(parameters.values(name)))) {
            Matrix scalar = compiled.run(Width.SCALAR, trial.tokens(), "head");
            Expectation.Comparison worst = expected.compare(SameBits.rows(scalar));
            assertTrue(worst.agrees(), worst::toString);
            for (Width width : Width.values())
                SameBits.check(
                        scalar.values(),
                        compiled.run(width, trial.tokens(), "head").values(),
                        width.toString());
            check(doubles(scalar), weightsAs.equals(Storage.FP32) ? 1e-4 : 0.05);
        }
    }

    private static ModelSpec spec() throws IOException {
        return Compiler.check(Corpus.source(Corpus.EXAMPLES.resolve("transliterator.attar")));
    }

    private static NameTable names() throws IOException {
        return new NameTable(FamilyGoldenTest.FAMILIES.resolve("opennmt.names"));
    }

    private static Tokens batch() throws IOException {
        Case one = CASES.getFirst();
        Case other = CASES.getLast();
        return Tokens.of(List.of(one.read(), other.read()))
                .withSource(Tokens.of(List.of(one.sourceIds(), other.sourceIds())));
    }

    private static void check(double[][] scores, double allowed) throws IOException {
        int row = 0;
        for (Case each : CASES) {
            int[] written = each.written();
            double[] found = new double[written.length];
            for (int t = 0; t < written.length; t++) found[t] = logProbability(scores[row++], written[t]);
            assertArrayEquals(each.published(), found, allowed, each.target());
        }
    }

    private static double logProbability(double[] scores, int id) {
        double max = Arrays.stream(scores).max().orElseThrow();
        double sum = Arrays.stream(scores).map(x -> Math.exp(x - max)).sum();
        return scores[id] - max - Math.log(sum);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }

    private static double[][] doubles(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int r = 0; r < rows.length; r++) for (int c = 0; c < rows[r].length; c++) rows[r][c] = matrix.row(r)[c];
        return rows;
    }
}
