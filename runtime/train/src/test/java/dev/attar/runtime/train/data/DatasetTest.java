package dev.attar.runtime.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.data.Task.Kind;
import dev.attar.runtime.train.data.Task.Limits;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    private static final Limits LIMITS = new Limits(16, 10, 2);
    private static final Task CLASSES = new Task(Kind.CLASS, 2, List.of("bad", "good"), LIMITS);

    @TempDir
    private Path folder;

    // ---- what rows become ----

    @Test
    void textsWithLabelsByNameAndNumber() throws IOException {
        TrainingBatch batch = whole(CLASSES, "d.jsonl", """
            {"text":"the dog","label":"good","id":"x"}

            {"text":"a cat","pair":"playing","label":0}
            {"ids":[2,5,3],"segments":[0,0,1],"label":-100}
            """);
        assertArrayEquals(new int[] {2, 6, 7, 3}, batch.tokens().ids(0));
        assertArrayEquals(new int[] {2, 5, 8, 3, 9, 10, 3}, batch.tokens().ids(1));
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 1}, batch.tokens().segments(1));
        assertArrayEquals(new int[] {0, 0, 1}, batch.tokens().segments(2));
        assertArrayEquals(new int[] {1, 0, -100}, ((Labels.Classes) batch.labels()).labels());
    }

    @Test
    void fieldsWithoutUseAreTold() throws IOException {
        try (Dataset data = open(CLASSES, "d.jsonl", "{\"ids\":[2],\"label\":1,\"id\":7,\"split\":\"x\"}\n")) {
            assertEquals(Set.of("id", "split"), data.unusedFields());
        }
    }

    @Test
    void csvWithQuotes() throws IOException {
        TrainingBatch batch =
                whole(CLASSES, "d.csv", "text,label\r\n\"the dog, a\n\"\"cat\"\"\",good\r\na 5\" cat,bad\r\nthe,0\r\n");
        assertArrayEquals(new int[] {2, 6, 7, 1, 5, 1, 8, 1, 3}, batch.tokens().ids(0));
        assertArrayEquals(new int[] {1, 0, 0}, ((Labels.Classes) batch.labels()).labels());
    }

    @Test
    void tsvAndAByteOrderMark() throws IOException {
        TrainingBatch batch = whole(CLASSES, "d.tsv", "\uFEFFlabel\ttext\ngood\tthe \"dog\n1\ta, cat\n");
        assertArrayEquals(new int[] {2, 6, 1, 7, 3}, batch.tokens().ids(0));
        assertArrayEquals(new int[] {1, 1}, ((Labels.Classes) batch.labels()).labels());
    }

    /** The first piece of a word has its label; documents and comments are no sentences. */
    @Test
    void conll() throws IOException {
        Task task = new Task(Kind.TOKEN_CLASSES, 3, List.of("O", "B-LOC", "I-LOC"), LIMITS);
        TrainingBatch batch = whole(task, "d.conll", """
            -DOCSTART- -X- O

            # text = Playing in New York .
            Playing VBG O
            in IN O
            New NNP B-LOC
            York NNP I-LOC
            # . O
            . . O


            cat\tNN\tO
            """);
        assertEquals(2, batch.tokens().sequences());
        assertArrayEquals(
                new int[] {2, 9, 10, 11, 12, 13, 1, 15, 3}, batch.tokens().ids(0));
        assertArrayEquals(
                new int[] {-100, 0, -100, 0, 1, 2, 0, 0, -100, -100, 0, -100},
                ((Labels.Classes) batch.labels()).labels());
    }

    @Test
    void severalLabelsAndNumbers() throws IOException {
        TrainingBatch several = whole(
                new Task(Kind.LABELS, 3, List.of("a", "b", "c"), LIMITS),
                "d.jsonl",
                "{\"ids\":[2],\"labels\":[\"a\",2]}\n{\"ids\":[2],\"labels\":[]}\n");
        assertArrayEquals(new float[] {1, 0, 1, 0, 0, 0}, ((Labels.Numbers) several.labels()).targets());
        TrainingBatch numbers =
                whole(new Task(Kind.NUMBERS, 1, List.of(), LIMITS), "n.csv", "ids,label\n2 5 3,0.25\n\"2,3\",-1e2\n");
        assertArrayEquals(new float[] {0.25f, -100}, ((Labels.Numbers) numbers.labels()).targets());
    }

    /** Places of characters become tokens; the second character is one outside of the basic plane. */
    @Test
    void answers() throws IOException {
        TrainingBatch batch = whole(new Task(Kind.SPAN, 2, List.of(), LIMITS), "d.jsonl", """
            {"text":"the cat","pair":"😀 new york .","start":2,"end":10}
            {"text":"is","pair":"a dog"}
            {"ids":[2,5,6,3],"start":1,"end":2}
            """);
        assertEquals(new String("2,6,8,3,1,12,13,15,3"), joined(batch.tokens().ids(0)));
        Labels.Spans spans = (Labels.Spans) batch.labels();
        assertArrayEquals(new int[] {5, -100, 1}, spans.starts());
        assertArrayEquals(new int[] {6, -100, 2}, spans.ends());
    }

    @Test
    void pairsAreTheTwoHalvesOfABatch() throws IOException {
        TrainingBatch batch = whole(new Task(Kind.PAIRS, 4, List.of(), LIMITS), "d.jsonl", """
            {"anchor":"a dog","positive":"the dog"}
            {"anchor_ids":[2,3],"positive_ids":[2,5,3]}
            """);
        assertEquals(4, batch.tokens().sequences());
        assertEquals(
                "2,5,7,3 2,3 2,6,7,3 2,5,3",
                IntStream.range(0, 4)
                        .mapToObj(s -> joined(batch.tokens().ids(s)))
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow());
    }

    @Test
    void aDecoderReadsTheStartAndTheTargetWithoutItsLast() throws IOException {
        Task task = new Task(
                Kind.TRANSLATION, 16, List.of(), LIMITS, Optional.of(new Limits(16, 6, 0)), OptionalInt.of(15));
        TrainingBatch batch = whole(task, "d.jsonl", "{\"source_ids\":[5,6,3],\"target_ids\":[7,8,9,3]}\n");
        assertArrayEquals(new int[] {5, 6, 3}, batch.source().orElseThrow().ids(0));
        assertArrayEquals(new int[] {15, 7, 8, 9}, batch.tokens().ids(0));
        assertArrayEquals(new int[] {7, 8, 9, 3}, ((Labels.Classes) batch.labels()).labels());
    }

    @Test
    void textsThatAreTooLongAreCutAndCounted() throws IOException {
        String row = "{\"text\":\"the dog the dog the dog the dog the dog the dog\",\"label\":1}\n";
        try (Dataset data = open(CLASSES, "d.jsonl", row + row + "{\"text\":\"a\",\"label\":1}\n")) {
            assertEquals(2, data.cut());
            assertEquals(23, data.tokens());
        }
        assertRefused(CLASSES, "e.jsonl", row, false, "e.jsonl:1: the text has 14 tokens");
    }

    // ---- masks ----

    @Test
    void hiddenTokens() throws IOException {
        Task task = new Task(Kind.MASKED, 2_000, List.of(), new Limits(2_000, 4_000, 0));
        String ids = IntStream.range(0, 3_000)
                .mapToObj(i -> "7")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        try (Dataset data = open(task, "d.jsonl", "{\"ids\":[2," + ids + ",3]}\n")) {
            BatchMaker maker = new BatchMaker(task, Optional.of(new Masking(4, 0.15, Set.of(2, 3))), 11);
            TrainingBatch first = maker.batch(data, new int[] {0}, 0, new DropoutSeed(0, 0, 0));
            int[] labels = ((Labels.Classes) first.labels()).labels();
            int[] read = first.tokens().ids(0);
            int chosen = 0;
            int masks = 0;
            int same = 0;
            for (int t = 0; t < labels.length; t++) {
                if (labels[t] != Labels.IGNORED) {
                    assertEquals(7, labels[t]);
                    chosen++;
                    masks += read[t] == 4 ? 1 : 0;
                    same += read[t] == 7 ? 1 : 0;
                }
            }
            assertEquals(450, chosen, 60);
            assertEquals(0.8, (double) masks / chosen, 0.06);
            assertEquals(0.1, (double) same / chosen, 0.05);
            assertEquals(2, read[0]);
            TrainingBatch again = maker.batch(data, new int[] {0}, 0, new DropoutSeed(0, 0, 0));
            assertArrayEquals(read, again.tokens().ids(0));
            TrainingBatch later = maker.batch(data, new int[] {0}, 1, new DropoutSeed(0, 0, 0));
            assertTrue(!java.util.Arrays.equals(read, later.tokens().ids(0)), "another epoch hides others");
        }
    }

    // ---- batches ----

    @Test
    void everyExampleOnceInEachEpoch() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            rows.append("{\"ids\":[" + "5,".repeat(i % 7) + "5],\"label\":1}\n");
        }
        try (Dataset data = open(CLASSES, "d.jsonl", rows.toString())) {
            for (Batching batching : List.of(
                    Batching.ofSequences(4),
                    Batching.ofTokens(11),
                    new Batching(2, 9, true),
                    new Batching(3, 0, false))) {
                EpochPlan plan = EpochPlan.of(data, batching, 5, 0);
                int[] all = IntStream.range(0, plan.batches())
                        .flatMap(b -> IntStream.of(plan.examples(b)))
                        .toArray();
                assertEquals(25, IntStream.of(all).distinct().count());
                for (int b = 0; b < plan.batches(); b++) {
                    int tokens =
                            IntStream.of(plan.examples(b)).map(data::tokens).sum();
                    assertTrue(batching.sequences() == 0 || plan.examples(b).length <= batching.sequences());
                    assertTrue(batching.tokens() == 0 || tokens <= batching.tokens());
                }
                EpochPlan next = EpochPlan.of(data, batching, 5, 1);
                assertEquals(batching.shuffled(), !java.util.Arrays.equals(plan.examples(0), next.examples(0)));
            }
        }
    }

    // ---- bad rows ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"a\"}                          | no \"label\"",
                "{\"label\":1}                             | no \"text\"",
                "{\"text\":\"a\",\"ids\":[2],\"label\":1}  | both \"text\" and \"ids\"",
                "{\"text\":\"a\",\"label\":2}              | label 2, and the head has 2 classes",
                "{\"text\":\"a\",\"label\":-1}             | label -1",
                "{\"text\":\"a\",\"label\":\"fine\"}       | unknown label \"fine\"",
                "{\"text\":\"a\",\"label\":1.5}            | neither a name nor a whole number",
                "{\"text\":\"a\",\"label\":null}           | no \"label\"",
                "{\"text\":7,\"label\":1}                  | \"text\" is not a string",
                "{\"ids\":[],\"label\":1}                  | \"ids\" is empty",
                "{\"ids\":[2,16],\"label\":1}              | token 2 of \"ids\" is 16",
                "{\"ids\":[2,-1],\"label\":1}              | token 2 of \"ids\" is -1",
                "{\"ids\":[2,2.5],\"label\":1}             | not an array of whole numbers",
                "{\"ids\":[2],\"segments\":[2],\"label\":1} | segment 2 at token 1",
                "{\"ids\":[2],\"segments\":[0,0],\"label\":1} | 2 segment ids for 1 tokens",
                "{\"ids\":[2,2,2,2,2,2,2,2,2,2,2],\"label\":1} | 11 tokens in \"ids\", and the context is 10",
                "{\"text\":\"a\",\"label\":1               | not a JSON object",
                "[1,2]                                     | not a JSON object",
                "{\"text\":\"a\",\"text\":\"b\",\"label\":1} | not a JSON object: Duplicate",
                "{\"text\":\"\\ud83d\",\"label\":1}        | not well-formed",
            })
    void badRowsOfJson(String row, String message) throws IOException {
        assertRefused(CLASSES, "d.jsonl", "{\"ids\":[2],\"label\":1}\n" + row + "\n", true, "d.jsonl:2: ", message);
    }

    @Test
    void badRowsOfOtherFormats() throws IOException {
        assertRefused(CLASSES, "a.csv", "text,label\n\na,b,1\n", true, "a.csv:3: 3 values for 2 columns");
        assertRefused(CLASSES, "b.csv", "text,label\n\"a,1\n", true, "b.csv:2: a quote is not closed");
        assertRefused(CLASSES, "c.csv", "text,text\na,1\n", true, "two columns are called \"text\"");
        assertRefused(CLASSES, "d.csv", "text,label\n", true, "there are no rows");
        assertRefused(CLASSES, "e.jsonl", "\n \n", true, "there are no rows");
        assertRefused(CLASSES, "f.txt", "x", true, "the ending of the name");
        Task tags = new Task(Kind.TOKEN_CLASSES, 2, List.of("O", "X"), LIMITS);
        assertRefused(tags, "g.conll", "a O\n\na\nb O\n", true, "g.conll:3: a line of this sentence has one column");
        assertRefused(tags, "h.conll", "a Y\n", true, "unknown label \"Y\"");
        assertRefused(tags, "i.jsonl", "{\"ids\":[2,3],\"labels\":[0]}\n", true, "1 labels for 2 tokens");
        assertRefused(tags, "j.jsonl", "{\"words\":[\"a\",\"b\"],\"labels\":[0]}\n", true, "1 labels for 2 words");
        Task numbers = new Task(Kind.NUMBERS, 1, List.of(), LIMITS);
        assertRefused(numbers, "k.jsonl", "{\"ids\":[2],\"label\":\"x\"}\n", true, "which is no number");
        assertRefused(numbers, "l.jsonl", "{\"ids\":[2],\"labels\":[1,2]}\n", true, "2 numbers for the 1 of the head");
        Task span = new Task(Kind.SPAN, 2, List.of(), LIMITS);
        assertRefused(
                span, "m.jsonl", "{\"ids\":[2,3],\"start\":0,\"end\":2}\n", true, "\"end\" is 2, and there are 2");
        assertRefused(span, "n.jsonl", "{\"text\":\"a dog\",\"start\":2,\"end\":2}\n", true, "an answer from 2 to 2");
    }

    @Test
    void badBytes() throws IOException {
        Path file = folder.resolve("d.jsonl");
        Files.write(file, new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}', '\n'});
        DataException refused = assertThrows(
                DataException.class, () -> Dataset.open(file, RowFormat.JSON_LINES, CLASSES, Optional.empty(), true));
        assertTrue(refused.getMessage().contains("d.jsonl:1: not UTF-8"), refused.getMessage());
    }

    @Test
    void textsWithoutATokenizerAndFilesThatAreNotThere() throws IOException {
        Path file = Files.writeString(folder.resolve("d.jsonl"), "{\"text\":\"a\",\"label\":1}\n");
        DataException refused = assertThrows(
                DataException.class, () -> Dataset.open(file, RowFormat.JSON_LINES, CLASSES, Optional.empty(), true));
        assertTrue(refused.getMessage().contains("there is no tokenizer"), refused.getMessage());
        Path gone = folder.resolve("gone.jsonl");
        DataException missing = assertThrows(
                DataException.class, () -> Dataset.open(gone, RowFormat.JSON_LINES, CLASSES, Optional.empty(), true));
        assertTrue(missing.getMessage().contains("no such file"), missing.getMessage());
    }

    // ---- files ----

    private Dataset open(Task task, String name, String text) throws IOException {
        return open(task, name, text, true);
    }

    private Dataset open(Task task, String name, String text, boolean truncate) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        int context = task.source().map(Limits::context).orElse(task.input().context());
        return Dataset.open(file, RowFormat.of(file), task, Optional.of(SmallTokenizer.of(context)), truncate);
    }

    private TrainingBatch whole(Task task, String name, String text) throws IOException {
        try (Dataset data = open(task, name, text)) {
            int[] all = IntStream.range(0, data.size()).toArray();
            return new BatchMaker(task, Optional.empty(), 1).batch(data, all, 0, new DropoutSeed(0, 0, 0));
        }
    }

    private void assertRefused(Task task, String name, String text, boolean truncate, String... parts) {
        DataException refused = assertThrows(
                DataException.class, () -> open(task, name, text, truncate).close());
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused.getMessage());
        }
        assertTrue(refused.getMessage().contains("\nhint: "), refused.getMessage());
    }

    private static String joined(int[] values) {
        return IntStream.of(values)
                .mapToObj(Integer::toString)
                .reduce((a, b) -> a + "," + b)
                .orElse("");
    }
}
