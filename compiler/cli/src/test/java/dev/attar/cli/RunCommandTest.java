package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    private static Path folder;

    private static Path spec;
    private static Path weights;
    private static Path tokenizer;

    @BeforeAll
    static void write() throws Exception {
        spec = SmallModel.write(folder);
        weights = folder.resolve("small.safetensors");
        tokenizer = Files.write(folder.resolve("words.json"), MiniLm.tokenizerJson());
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
        Ran ran = run("--ids", "101,7592,102", "--ids", "5", "--json").done();
        assertEquals("", ran.err());
        String[] lines = ran.out().split("\n");
        assertEquals(2, lines.length);
        JsonNode first = new ObjectMapper().readTree(lines[0]);
        assertEquals("[101,7592,102]", first.get("ids").toString());
        assertEquals("[16]", first.get("shape").toString());
        double squares = 0;
        for (JsonNode value : first.get("values")) {
            squares += value.doubleValue() * value.doubleValue();
        }
        assertEquals(1, squares, 1e-5, "the head normalises");
        assertEquals(16, first.get("values").size());
    }

    @Test
    void hiddenHasARowForEachToken() throws Exception {
        JsonNode result = new ObjectMapper()
                .readTree(run("--ids", "1,2,3", "--output", "hidden", "--json")
                        .done()
                        .out());
        assertEquals("[3,16]", result.get("shape").toString());
        assertEquals(48, result.get("values").size());
    }

    @Test
    void everyTargetWidthAndThreadCountPrintsTheSame() {
        String expected =
                run("--ids", "1,2,3,4,5", "--ids", "9", "--json").done().out();
        for (String[] more : new String[][] {
            {"--target", "scalar"},
            {"--target", "java"},
            {"--lanes", "16"},
            {"--lanes", "8"},
            {"--lanes", "4"},
            {"--threads", "1"},
            {"--threads", "3"}
        }) {
            List<Object> arguments = new ArrayList<>(List.of("--ids", "1,2,3,4,5", "--ids", "9", "--json"));
            arguments.addAll(Arrays.asList(more));
            assertEquals(expected, run(arguments.toArray()).done().out(), Arrays.toString(more));
        }
    }

    @Test
    void textsAndFilesOfThem() throws Exception {
        Ran texts = run("--tokenizer", tokenizer, "--text", "hello world", "--text", "a cat", "--json")
                .done();
        assertTrue(texts.out().startsWith("{\"ids\":[101,7592,2088,102]"), texts.out());
        Path lines =
                Files.writeString(folder.resolve("lines.txt"), "hello world\n{\"text\":\"a cat\"}\n{\"ids\":[7]}\n");
        Ran file = run("--tokenizer", tokenizer, "--input", lines, "--json").done();
        assertTrue(file.out().startsWith(texts.out()), "the same texts, the same lines");
        assertEquals(3, file.out().split("\n").length);
    }

    @Test
    void theTokenizerBesideTheWeightsIsUsed() throws Exception {
        Path other = Files.createDirectories(folder.resolve("with tokenizer"));
        SmallModel.write(other);
        Files.write(other.resolve("tokenizer.json"), MiniLm.tokenizerJson());
        Ran.attar("run", spec, "--weights", other.resolve("small.safetensors"), "--text", "hello world")
                .done()
                .says("hello world");
    }

    @Test
    void forPeopleThereIsATableOfSimilarities() {
        Ran ran = run("--ids", "1,2", "--ids", "1,2", "--ids", "500,600").done();
        ran.says("similarity", "[3]", "1.000");
    }

    @Test
    void verboseSaysTheWidthAndWhy() {
        Ran ran = run("--ids", "1", "-v", "--lanes", "8", "--json").done();
        assertTrue(ran.err().contains("width: 8 (asked for by the caller)"), ran.err());
        assertTrue(ran.err().contains(" ms"), ran.err());
        // A checkout below a folder that others can write to has no cache.
        String again = run("--ids", "1", "-v", "--lanes", "8").err();
        assertTrue(again.contains("from the cache") || again.contains("are not kept: "), again);
    }

    @Test
    void inputsThatTheModelCannotTakeAreRefused() throws Exception {
        run("--ids", "30522").failed(ExitStatus.REFUSED, "--ids 1, token 1: token id 30522");
        run("--ids", "5", "--ids", "1,2,30522")
                .failed(ExitStatus.REFUSED, "attar: --ids 2, token 3: token id 30522 is outside the vocabulary");
        run("--ids", "1,2,3,4,5,6,7,8,9").failed(ExitStatus.REFUSED, "attar: --ids 1 has 9 tokens", "8");
        run("--text", "x").failed(ExitStatus.REFUSED, "--text 1", "--tokenizer");
        run("--tokenizer", tokenizer, "--text", "one two three four five six seven")
                .failed(ExitStatus.REFUSED, "--text 1", "9 tokens", "--truncate");
        run("--tokenizer", tokenizer, "--text", "one two three four five six seven", "--truncate")
                .done();
        run("--tokenizer", folder.resolve("none.json"), "--text", "x").failed(ExitStatus.REFUSED, "none.json");
        run("--tokenizer", weights, "--text", "x").failed(ExitStatus.REFUSED, "small.safetensors");
        run("--input", folder.resolve("none.txt")).failed(ExitStatus.REFUSED, "none.txt");
        Path lines = Files.writeString(folder.resolve("bad.txt"), "{\"ids\":[1]}\n\n");
        Ran ran = run("--input", lines, "--json");
        assertEquals(ExitStatus.REFUSED, ran.status());
        assertTrue(ran.err().contains("bad.txt:2"), ran.err());
    }

    @Test
    void weightsThatDoNotFitAreRefused() throws Exception {
        Ran.attar("run", spec, "--weights", folder.resolve("none"), "--ids", "1")
                .failed(ExitStatus.REFUSED, "none");
        Ran.attar("run", spec, "--weights", tokenizer, "--ids", "1").failed(ExitStatus.REFUSED, "words.json");
        Path wider = Files.writeString(folder.resolve("wider.attar"), SmallModel.SPEC.replace("width 16", "width 32"));
        Ran.attar("run", wider, "--weights", weights, "--ids", "1")
                .failed(ExitStatus.REFUSED, "embeddings.tokens.weight", "encoder.1.attention.key.bias", "32");
    }

    @Test
    void wrongCommandLines() {
        Ran.attar("run", spec, "--ids", "1").failed(ExitStatus.USAGE, "--weights");
        run().failed(ExitStatus.USAGE, "--text", "--ids", "--input");
        run("--ids", "1", "--text", "x").failed(ExitStatus.USAGE, "mutually exclusive");
        run("--ids", "1,x").failed(ExitStatus.USAGE, "'x' is not a token id");
        run("--ids", "").failed(ExitStatus.USAGE, "is not a token id");
        run("--ids", "1", "--output", "tail").failed(ExitStatus.USAGE, "head or hidden");
        run("--ids", "1", "--threads", "0").failed(ExitStatus.USAGE, "--threads");
        run("--ids", "1", "--threads", "many").failed(ExitStatus.USAGE, "--threads");
        run("--ids", "1", "--target", "cuda").failed(ExitStatus.USAGE, "cuda", "java, scalar or opencl");
        run("--ids", "1", "--lanes", "5").failed(ExitStatus.USAGE, "--lanes");
    }

    @Test
    void aBadSpecIsRefused() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.attar"), SmallModel.SPEC.replace("heads 2", "heads 3"));
        Ran.attar("run", bad, "--weights", weights, "--ids", "1").failed(ExitStatus.REFUSED, "bad.attar:5", "hint");
    }

    @Test
    void anotherSpecIsAnotherEntryOfTheCache() throws Exception {
        Path deeper = Files.writeString(folder.resolve("deeper.attar"), SmallModel.SPEC.replace("depth 2", "depth 1"));
        String two = run("--ids", "1", "--json").done().out();
        // The weights of layer 1 are left over, which is refused: so the spec that was compiled is this one.
        Ran.attar("run", deeper, "--weights", weights, "--ids", "1", "--json").failed(ExitStatus.REFUSED, "encoder.1.");
        assertNotEquals("", two);
    }

    private static Ran run(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("run", spec, "--weights", weights));
        arguments.addAll(Arrays.asList(more));
        return Ran.attar(arguments.toArray());
    }
}
