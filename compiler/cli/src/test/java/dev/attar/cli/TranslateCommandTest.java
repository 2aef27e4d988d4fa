package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attar translate} on a small translator with random weights. */
class TranslateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STACK = """
        %s depth 1 {
            attention   { heads 2 }
            %s
            feedforward { width 32   activation gelu }
            residual    { norm layer   order post }
        }
        """;

    /** A translator of bytes. */
    static final String SPEC = "model Tiny {\nvocabulary 257   context 16   width 16\nembedding { positions learned }\n"
            + STACK.formatted("encoder", "")
            + STACK.formatted("decoder", "cross attention { heads 2 }")
            + "head generate { tied   start 256   end 0   forbid 256   max_length 8   beams 2 }\n}\n";

    @TempDir
    private static Path folder;

    private static Path spec;
    private static Path weights;

    @BeforeAll
    static void write() throws Exception {
        spec = Files.writeString(folder.resolve("tiny.attar"), SPEC);
        weights = folder.resolve("tiny.safetensors");
        Ran.attar("init", spec, "--seed", 3, "-o", weights).done();
        Files.writeString(folder.resolve("tokenizer.json"), BytesTokenizer.json());
    }

    private static Ran run(String command, Object... more) {
        List<Object> words = new ArrayList<>(List.of(command, spec, "--weights", weights));
        words.addAll(List.of(more));
        return Ran.attar(words.toArray());
    }

    private static List<JsonNode> lines(Ran ran) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ran.done().out().split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void linesComeInTheOrderOfTheSources() throws Exception {
        Path sources = Files.writeString(folder.resolve("sources.txt"), "a\nabcdefgh\nab\n{\"ids\":[97]}\n");
        List<JsonNode> lines = lines(run("translate", "--input", sources, "--json"));
        assertEquals(4, lines.size());
        assertEquals("[97]", lines.get(0).get("ids").toString());
        assertEquals(8, lines.get(1).get("ids").size());
        assertEquals(lines.get(0), lines.get(3));
        assertEquals(
                lines.get(1),
                lines(run("translate", "--text", "abcdefgh", "--json")).getFirst());
        assertTrue(lines.get(1).get("new").size() <= 7, "max_length counts the start token");
        assertEquals(4, run("summarize", "--input", sources).done().out().split("\n", -1).length - 1);
    }

    @Test
    void theSpecsBeamsAreADefault() throws Exception {
        JsonNode two = lines(run("translate", "--text", "abc", "--json")).getFirst();
        assertEquals(
                two,
                lines(run("translate", "--text", "abc", "--json", "--beams", 2)).getFirst());
        assertEquals(
                2,
                lines(run("translate", "--text", "abc", "--json", "--n-best", 2))
                        .size());
        run("translate", "--text", "abc", "--n-best", 3).failed(ExitStatus.USAGE, "no more texts than beams");
    }

    @Test
    void aTranslationIsScoredGivenItsSource() throws Exception {
        JsonNode line = lines(run("score", "--text", "abc", "--target-text", "de", "--json"))
                .getFirst();
        assertEquals("[97,98,99]", line.get("ids").toString());
        assertEquals("[100,101]", line.get("target").toString());
        assertEquals(2, line.get("log_probabilities").size());
        JsonNode other = lines(run("score", "--text", "xyz", "--target-ids", "100,101", "--json"))
                .getFirst();
        assertNotEquals(line.get("log_probabilities"), other.get("log_probabilities"), "the source matters");
        JsonNode logits = lines(run("score", "--text", "abc", "--target-ids", "100,101", "--logits", "--json"))
                .getFirst();
        assertEquals("[3,257]", logits.get("shape").toString(), "after the start token, too");
        run("score", "--text", "abc").failed(ExitStatus.USAGE, "--target-text");
        run("score", "--text", "abc", "--target-ids", "300").failed(ExitStatus.REFUSED, "--target-ids 1", "300");
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPlace() {
        run("translate", "--ids", "1", "--ids", "257").failed(ExitStatus.REFUSED, "--ids 2, token 1", "257");
        run("translate", "--text", "a".repeat(17)).failed(ExitStatus.REFUSED, "--text 1", "--truncate");
        run("translate", "--text", "a".repeat(17), "--truncate").done();
        run("generate", "--ids", "1").failed(ExitStatus.REFUSED, "attar translate");
    }
}
