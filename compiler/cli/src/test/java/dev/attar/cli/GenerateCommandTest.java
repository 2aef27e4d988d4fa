package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attar generate} and {@code attar score} on a small decoder with random weights. */
class GenerateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path spec;
    private static Path weights;

    @BeforeAll
    static void write() throws Exception {
        spec = Files.writeString(folder.resolve("tiny.attar"), """
            model Tiny {
                vocabulary 257   context 24   width 16
                embedding { positions learned }
                decoder depth 1 {
                    attention   { heads 2 }
                    feedforward { width 32   activation gelu }
                    residual    { norm layer   order pre }
                    norm layer
                }
                head generate { tied   end 256   max_new_tokens 6   repetition_penalty 1.1 }
            }
            """);
        weights = folder.resolve("tiny.safetensors");
        Ran.attar("init", spec, "--seed", 3, "-o", weights).done();
        Files.writeString(folder.resolve("tokenizer.json"), BytesTokenizer.json());
    }

    private static Ran generate(Object... more) {
        return run("generate", more);
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
    void jsonHasTokensTextScoreAndLogProbabilities() throws Exception {
        JsonNode line = lines(generate("--prompt", "ab", "--json", "--top-log-probabilities", 2))
                .getFirst();
        assertEquals("[97,98]", line.get("ids").toString());
        assertEquals(6, line.get("new").size(), "as many as the spec says");
        assertEquals("length", line.get("finish").textValue());
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += line.get("log_probabilities").get(i).doubleValue();
            assertEquals(2, line.get("top").get(i).size());
        }
        assertEquals(sum / 6, line.get("score").doubleValue(), 1e-5);
        assertTrue(line.get("text").isTextual());
        assertEquals("", generate("--ids", "1", "--json").err());
    }

    @Test
    void aTextIsTheSameInAnyCompany() throws Exception {
        for (Object[] how : new Object[][] {
            {}, {"--beams", 3}, {"--temperature", 0.9, "--seed", 5}, {"--guesses", 3}, {"--target", "scalar"}
        }) {
            List<Object> words = new ArrayList<>(List.of(how));
            words.addAll(List.of("--json", "--ids", "1,2,3"));
            JsonNode alone = lines(generate(words.toArray())).getFirst();
            words.addAll(List.of("--ids", "7", "--ids", "9,9,9,9"));
            assertEquals(alone, lines(generate(words.toArray())).getFirst());
        }
        JsonNode plain = lines(generate("--ids", "1,2,3", "--json")).getFirst();
        assertEquals(
                plain,
                lines(generate("--ids", "1,2,3", "--json", "--guesses", 4)).getFirst());
    }

    @Test
    void filesGiveALineEach() throws Exception {
        Path prompts = Files.writeString(folder.resolve("prompts.txt"), "ab\n{\"ids\":[97,98]}\n{\"text\":\"ab\"}\n");
        List<JsonNode> lines = lines(generate("--input", prompts, "--json"));
        assertEquals(3, lines.size());
        assertEquals(lines.get(0), lines.get(1));
        assertEquals(lines.get(0), lines.get(2));
        Path wrong = Files.writeString(folder.resolve("wrong.txt"), "{\"ids\":[1]}\n{\"ids\":[257]}\n");
        Ran ran = generate("--input", wrong, "--json");
        assertEquals(ExitStatus.REFUSED, ran.status());
        assertTrue(ran.err().contains("wrong.txt:2"), ran.err());
    }

    @Test
    void aTextIsWrittenAsItComesAndEndsBeforeAStopText() throws Exception {
        String text = lines(generate("--prompt", "ab", "--json"))
                .getFirst()
                .get("text")
                .textValue();
        assertEquals(
                text + System.lineSeparator(), generate("--prompt", "ab").done().out());
        if (text.length() > 2) {
            String stop = text.substring(2, 3);
            int first = text.indexOf(stop);
            assertEquals(
                    text.substring(0, first) + System.lineSeparator(),
                    generate("--prompt", "ab", "--stop", stop).done().out());
        }
    }

    @Test
    void beamsGiveTheBest() throws Exception {
        List<JsonNode> lines = lines(generate("--ids", "5", "--beams", 4, "--n-best", 3, "--json"));
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).get("score").doubleValue()
                >= lines.get(2).get("score").doubleValue());
        generate("--ids", "5", "--beams", 2, "--n-best", 2, "--scores").done().says("\t");
    }

    @Test
    void whatCannotBeTogetherIsAUsageError() {
        generate("--ids", "5", "--beams", 2, "--top-k", 3).failed(ExitStatus.USAGE, "exclude each other");
        generate("--ids", "5", "--n-best", 2).failed(ExitStatus.USAGE, "--beams");
        generate("--ids", "5", "--beams", 2, "--n-best", 3).failed(ExitStatus.USAGE, "no more texts than beams");
        generate("--ids", "5", "--early-stopping", "maybe").failed(ExitStatus.USAGE, "expected true, false or never");
        generate("--ids", "5", "--temperature", 0, "--top-k", 3).failed(ExitStatus.USAGE, "--temperature 0");
        generate("--ids", "5", "--max-new-tokens", 0).failed(ExitStatus.USAGE, "1 or more");
        generate("--ids", "5", "--beams", 2, "--stop", "a").failed(ExitStatus.USAGE, "stop texts");
        generate("--ids", "5", "--prompt", "a").failed(ExitStatus.USAGE);
        generate().failed(ExitStatus.USAGE);
    }

    @Test
    void whatTheModelCannotTakeIsRefused() {
        generate("--ids", "257").failed(ExitStatus.REFUSED, "--ids 1", "257");
        generate("--prompt", "a".repeat(40)).failed(ExitStatus.REFUSED, "--prompt 1");
        generate("--prompt", "").failed(ExitStatus.REFUSED, "no tokens");
        generate("--ids", "5", "--forbid", "999").failed(ExitStatus.REFUSED, "999");
        Ran.attar("translate", spec, "--weights", weights, "--ids", "1").failed(ExitStatus.REFUSED, "attar generate");
    }

    @Test
    void aDialogueGoesOnFromLineToLine() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("ab\n\nab\ncd\n".getBytes(StandardCharsets.UTF_8)));
            Ran ran = generate("--interactive", "--max-new-tokens", 3).done();
            String[] answers = ran.out().split(System.lineSeparator());
            assertEquals(3, answers.length);
            assertEquals(answers[0], answers[1], "an empty line begins anew");
            assertTrue(ran.err().contains("> "), ran.err());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void scoresAreLogProbabilitiesOrLogits() throws Exception {
        JsonNode line = lines(run("score", "--text", "abc", "--json")).getFirst();
        assertEquals("[97,98,99]", line.get("ids").toString());
        assertEquals(2, line.get("log_probabilities").size());
        JsonNode logits =
                lines(run("score", "--text", "abc", "--json", "--logits")).getFirst();
        assertEquals("[3,257]", logits.get("shape").toString());
        double sum = 0;
        for (int i = 0; i < 257; i++) {
            sum += Math.exp(logits.get("values").get(i).doubleValue());
        }
        double expected = logits.get("values").get(98).doubleValue() - Math.log(sum);
        assertEquals(expected, line.get("log_probabilities").get(0).doubleValue(), 1e-5);
        run("score", "--text", "abc").done().says("perplexity", "over 2 tokens");
        run("score", "--ids", "1,257").failed(ExitStatus.REFUSED, "--ids 1, token 2", "257");
        run("score", "--ids", "1", "--target-ids", "2").failed(ExitStatus.USAGE, "for translators");
    }
}
