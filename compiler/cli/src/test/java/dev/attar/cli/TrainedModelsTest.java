package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trained models, imported and run by the command line, against what transformers computes from them in double precision. They are looked
 * for in the folder that ATTAR_MODELS names.
 */
class TrainedModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path into;

    private Path folder;
    private List<Object> model;

    private void importModel(String name) throws Exception {
        String models = System.getenv("ATTAR_MODELS");
        Assumptions.assumeTrue(models != null, "ATTAR_MODELS names no folder of trained models");
        folder = Path.of(models, name);
        Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is not there");
        Ran.attar("import", folder, "-o", into).done();
        model = List.of(
                GenerationGolden.only(into, ".attar"), "--weights", GenerationGolden.only(into, ".safetensors"));
    }

    private List<JsonNode> lines(String command, Object... more) throws Exception {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(model);
        words.addAll(List.of(more));
        words.add("--json");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Ran.attar(words.toArray()).done().out().split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void captionsHaveTheirPerplexityAndTheirTexts() throws Exception {
        importModel("gpt2-captions");
        JsonNode golden = JSON.readTree(folder.resolve("golden.json").toFile());
        Path sentences = into.resolve("sentences.jsonl");
        StringBuilder ids = new StringBuilder();
        golden.get("sentences").forEach(s -> ids.append("{\"ids\":" + s.get("ids") + "}\n"));
        Files.writeString(sentences, ids);
        double all = 0;
        int tokens = 0;
        int sentence = 0;
        for (JsonNode line : lines("score", "--input", sentences)) {
            double sum = 0;
            for (JsonNode value : line.get("log_probabilities")) {
                sum += value.doubleValue();
                tokens++;
            }
            all += sum;
            JsonNode wanted = golden.get("sentences").get(sentence++).get("log_probability");
            assertEquals(wanted.doubleValue(), sum, 1e-3);
        }
        assertEquals(golden.get("perplexity").doubleValue(), Math.exp(-all / tokens), 1e-4);
        Map<String, Object[]> kinds = Map.of(
                "greedy",
                new Object[] {},
                "beam4",
                new Object[] {"--beams", 4},
                "penalty",
                new Object[] {"--repetition-penalty", 1.2},
                "no_repeat_ngram",
                new Object[] {"--no-repeat-ngram", 2});
        for (JsonNode wanted : golden.get("generate")) {
            for (Map.Entry<String, Object[]> kind : kinds.entrySet()) {
                List<Object> more = new ArrayList<>(List.of(kind.getValue()));
                more.addAll(List.of("--prompt", wanted.get("prompt").textValue(), "--max-new-tokens", 40));
                more.addAll(List.of("--guesses", kind.getKey().equals("beam4") ? 0 : 3));
                JsonNode line = lines("generate", more.toArray()).getFirst();
                String text =
                        wanted.get("prompt").textValue() + line.get("text").textValue();
                if (line.get("ids").size() == wanted.get("ids").size()) { // the tokenizer puts no start token
                    assertEquals(wanted.get(kind.getKey() + "_text").textValue(), text, kind.getKey());
                }
                more = new ArrayList<>(List.of(kind.getValue()));
                more.addAll(List.of("--ids", GenerationGolden.ids(wanted.get("ids"), 0), "--max-new-tokens", 40));
                line = lines("generate", more.toArray()).getFirst();
                assertEquals(
                        GenerationGolden.ids(
                                wanted.get(kind.getKey()), wanted.get("ids").size()),
                        GenerationGolden.ids(line.get("new"), 0),
                        kind.getKey());
            }
        }
    }

    /** Token 1, which begins texts, ends them here. */
    @Test
    void storiesGoOnAsTheyDid() throws Exception {
        importModel("stories260K");
        for (JsonNode run :
                JSON.readTree(folder.resolve("golden.json").toFile()).get("runs")) {
            String given = GenerationGolden.ids(run.get("ids"), 0);
            JsonNode line = lines("generate", "--ids", given, "--max-new-tokens", 200, "--end", "1,2")
                    .getFirst();
            assertEquals(
                    GenerationGolden.ids(run.get("generate"), 0),
                    given + "," + GenerationGolden.ids(line.get("new"), 0));
        }
    }

    /** The first sentences; with {@code -Dattar.sentences=1000} all. */
    @Test
    void captionsAreTranslatedAsTheyWere() throws Exception {
        importModel("marian-en-de");
        List<String> golden = Files.readAllLines(folder.resolve("golden.jsonl"));
        int count = Integer.getInteger("attar.sentences", 50);
        Path sources = into.resolve("sources.jsonl");
        List<JsonNode> wanted = new ArrayList<>();
        StringBuilder texts = new StringBuilder();
        for (String line : golden.subList(1, count + 1)) {
            JsonNode sentence = JSON.readTree(line);
            wanted.add(sentence);
            texts.append("{\"text\":" + sentence.get("source") + "}\n");
        }
        Files.writeString(sources, texts);
        for (int beams : new int[] {1, 4}) {
            List<JsonNode> lines = lines("translate", "--input", sources, "--beams", beams);
            assertEquals(count, lines.size());
            for (int i = 0; i < count; i++) {
                JsonNode expected = wanted.get(i);
                JsonNode line = lines.get(i);
                assertEquals(expected.get("ids"), line.get("ids"));
                assertEquals(expected.get(beams == 1 ? "greedy" : "beam4"), line.get("new"));
                if (beams == 4) {
                    assertEquals(
                            expected.get("score").doubleValue(),
                            line.get("score").doubleValue(),
                            1e-5);
                    assertEquals(expected.get("text"), line.get("text"));
                }
            }
        }
    }
}
