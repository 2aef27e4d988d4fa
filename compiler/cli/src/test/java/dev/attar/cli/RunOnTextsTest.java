package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders as models are published, imported and run on texts. The expected entities are those of transformers 5.18's pipeline in double
 * precision, the expected answers are made of transformers' scores of all spans.
 */
class RunOnTextsTest {
    private static final Path FOLDERS = Path.of("src/test/resources/folders");
    private static final String TEXT = "👩 Ada Lovelace lives at the Thames with Charles Babbage, near London.";
    private static final String QUESTION = "Where was she born?";
    private static final String PASSAGE = "Ada was born in London, near the Thames.";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void importThem() {
        for (String name : List.of("names", "reader")) {
            Ran.attar("import", FOLDERS.resolve(name), "-o", folder.resolve(name))
                    .done();
        }
    }

    @Test
    void entitiesHaveTheirPlaceInTheText() throws Exception {
        JsonNode result = json(run("names", "--text", TEXT, "--json", "--aggregation", "average"));
        JsonNode entities = result.get("entities");
        assertEquals(14, entities.size());
        assertEquals("LOC", entities.get(2).get("label").textValue());
        assertEquals("Lovelace", entities.get(2).get("text").textValue());
        assertEquals(7, entities.get(2).get("start").intValue());
        assertEquals(15, entities.get(2).get("end").intValue());
        assertEquals(0.41197, entities.get(2).get("score").doubleValue(), 1e-5);
        assertEquals(0.5205, entities.get(13).get("score").doubleValue(), 1e-4);
        assertEquals(5, result.get("labels").size());
        assertEquals(2, result.get("shape").size(), "the scores are there, too");
        JsonNode simple = json(run("names", "--text", TEXT, "--json")).get("entities");
        assertEquals(15, simple.size());
        assertEquals(0.39749, simple.get(2).get("score").doubleValue(), 1e-5);
    }

    @Test
    void entitiesForPeopleAreALineEach() {
        run("names", "--text", TEXT, "--aggregation", "first")
                .done()
                .says("[1] 👩 Ada", "    LOC  Lovelace  [7, 15)  0.", "London  [63, 69)");
        run("names", "--text", "").done().says("no entities");
        run("names", "--ids", "2,5,3").done().says("    2: B-LOC");
        run("names", "--text", TEXT, "--output", "hidden").done().says("… 17 rows");
    }

    @Test
    void aQuestionAndAPassageHaveAnswers() throws Exception {
        JsonNode result = json(run("reader", "--text", QUESTION, "--pair", PASSAGE, "--json"));
        assertEquals(
                "[2,25,8,28,9,22,3,5,8,9,10,11,21,48,12,50,20,3]",
                result.get("ids").toString());
        JsonNode answers = result.get("answers");
        assertEquals(3, answers.size());
        assertEquals("London, near", answers.get(0).get("text").textValue());
        assertEquals(16, answers.get(0).get("start").intValue());
        assertEquals(28, answers.get(0).get("end").intValue());
        assertEquals(0.0101162, answers.get(0).get("score").doubleValue(), 1e-6);
        assertEquals("London, near the", answers.get(1).get("text").textValue());
        assertEquals(0.0094059, result.get("no_answer").doubleValue(), 1e-6);
        run("reader", "--text", QUESTION, "--pair", PASSAGE, "--best", "1")
                .done()
                .says("[1] Where was she born? | Ada", "London, near  [16, 28)  0.0101", "(no answer)  0.0094");
    }

    @Test
    void pairsInAFileAndSeveralPassagesToOneQuestion() throws Exception {
        String object = new ObjectMapper().writeValueAsString(Map.of("text", QUESTION, "pair", PASSAGE));
        Path lines = Files.writeString(folder.resolve("pairs.jsonl"), object + "\n");
        String expected =
                run("reader", "--text", QUESTION, "--pair", PASSAGE, "--json").out();
        assertEquals(expected, run("reader", "--input", lines, "--json").out());
        String two = run("reader", "--text", QUESTION, "--pair", "London.", "--pair", PASSAGE, "--json")
                .out();
        assertEquals(expected.strip(), two.lines().toList().get(1));
        assertEquals(
                expected,
                run("reader", "--text", "who?", "--pair", "Ada", "--text", QUESTION, "--pair", PASSAGE, "--json")
                        .out()
                        .substring(run("reader", "--text", "who?", "--pair", "Ada", "--json")
                                .out()
                                .length()));
        run("reader", "--text", "a", "--text", "b", "--pair", "c").failed(ExitStatus.USAGE, "1 --pair for 2 --text");
        run("reader", "--ids", "1", "--pair", "c").failed(ExitStatus.USAGE, "--pair goes with --text");
        run("reader", "--input", lines, "--pair", "c").failed(ExitStatus.USAGE, "--pair goes with --text");
        run("reader", "--text", QUESTION, "--pair", "london ".repeat(40))
                .failed(ExitStatus.REFUSED, "attar: --pair 1: the text has 48 tokens", "--truncate");
        assertFalse(json(run("reader", "--text", QUESTION, "--json")).has("answers"), "there is no passage");
    }

    @Test
    void aBadLineDoesNotLoseTheOthers() throws Exception {
        byte[] bytes = ("Ada\n\n{\"text\":\n{\"ids\":[2,999,3]}\n" + "london ".repeat(50) + "\nx\nLondon\n").getBytes();
        bytes[bytes.length - 9] = (byte) 0xe9; // the x
        Path lines = Files.write(folder.resolve("bad.txt"), bytes);
        Ran strict = run("names", "--input", lines, "--json");
        assertEquals(ExitStatus.REFUSED, strict.status());
        assertTrue(strict.err().contains("bad.txt:2: this line is empty"), strict.err());

        Ran ran = run("names", "--input", lines, "--json", "--keep-going");
        assertEquals(ExitStatus.REFUSED, ran.status());
        List<String> out = ran.out().lines().toList();
        assertEquals(7, out.size(), "a line for each");
        assertEquals(run("names", "--text", "Ada", "--json").out().strip(), out.get(0));
        assertEquals(run("names", "--text", "London", "--json").out().strip(), out.get(6));
        for (int line = 2; line <= 6; line++) {
            JsonNode error = new ObjectMapper().readTree(out.get(line - 1));
            String place = "bad.txt:" + line;
            assertTrue(error.get("error").textValue().contains(place), error::toString);
            assertTrue(ran.err().contains(place), ran.err());
        }
        assertTrue(ran.err().contains("token id 999 is outside the vocabulary"), ran.err());

        Ran people = run("names", "--input", lines, "--keep-going");
        assertTrue(people.out().contains("[2] London"), people.out());
        assertEquals(ran.err(), people.err());
        assertEquals(
                ExitStatus.DONE, run("names", "--text", "Ada", "--keep-going").status());
    }

    @Test
    void wrongOptions() {
        run("names", "--text", "x", "--aggregation", "last").failed(ExitStatus.USAGE, "simple, first, average or max");
        run("names", "--text", "x", "--best", "0").failed(ExitStatus.USAGE, "'0' is not a whole number from 1 on");
    }

    private static JsonNode json(Ran ran) throws Exception {
        return new ObjectMapper().readTree(ran.done().out());
    }

    private static Ran run(String name, Object... more) {
        Path model = folder.resolve(name);
        try (Stream<Path> files = Files.list(model)) {
            List<Path> all = files.toList();
            List<Object> arguments =
                    new ArrayList<>(List.of("run", ending(all, ".attar"), "--weights", ending(all, ".safetensors")));
            arguments.addAll(Arrays.asList(more));
            return Ran.attar(arguments.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path ending(List<Path> files, String end) {
        return files.stream()
                .filter(file -> file.toString().endsWith(end))
                .findFirst()
                .orElseThrow();
    }
}
