package dev.attar.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transformers in a session of two local threads. */
class TransformersTest {
    private static final List<String> TEXTS = Arrays.asList(
            "the cat sees Anna",
            null,
            "a bird",
            "the dog and the cat and the bird and Anna",
            "Anna",
            "odd",
            "the dog sees a bird",
            "");
    private static final StructType SCHEMA =
            new StructType().add("id", DataTypes.IntegerType).add("text", DataTypes.StringType);

    @TempDir
    private static Path folder;

    private static SmallModels models;
    private static ClassLoader before;
    private static URLClassLoader classes;
    private static SparkSession spark;

    @BeforeAll
    static void start() throws Exception {
        models = SmallModels.in(folder);
        before = Thread.currentThread().getContextClassLoader();
        classes = new URLClassLoader(new URL[] {models.jar().toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(classes);
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 1)
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
    }

    @AfterAll
    static void stop() throws Exception {
        spark.stop();
        classes.close();
        Thread.currentThread().setContextClassLoader(before);
    }

    private static Dataset<Row> texts(int partitions) {
        List<Row> rows = new java.util.ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            rows.add(RowFactory.create(i, TEXTS.get(i)));
        }
        return spark.createDataFrame(rows, SCHEMA).repartition(partitions);
    }

    private static List<Row> sorted(Dataset<Row> result) {
        return result.collectAsList().stream()
                .sorted(java.util.Comparator.comparing(row -> row.getInt(0)))
                .toList();
    }

    private static AttarEmbedder embedder() {
        return models.with(new AttarEmbedder(), "Embeds").setOutputType("array");
    }

    @Test
    void vectorsHaveTheBitsOfTheModelWhateverThePartitionsAndBatches() throws Exception {
        List<Row> one = sorted(embedder().transform(texts(1)));
        List<Row> many = sorted(embedder().setBatchTokens(1).transform(texts(3)));
        assertEquals(TEXTS.size(), one.size());
        Class<?> type = classes.loadClass("small.Embeds");
        try (Weights weights = Weights.open(models.weights("Embeds"));
                Embedder direct = (Embedder) type.getMethod("load", Weights.class, Options.class)
                        .invoke(null, weights, Options.defaults())) {
            assertArrayEquals(direct.embed(0, 3, 4, 6, 7, 1), floats(one.getFirst()));
        }
        for (int i = 0; i < TEXTS.size(); i++) {
            assertEquals(TEXTS.get(i), one.get(i).getString(1));
            if (one.get(i).isNullAt(2)) {
                assertTrue(many.get(i).isNullAt(2));
            } else {
                assertArrayEquals(floats(one.get(i)), floats(many.get(i)));
            }
        }
    }

    private static float[] floats(Row row) {
        List<Float> values = row.getList(2);
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return all;
    }

    @Test
    void badRowsSayWhatIsWrongAndTheOthersAreComputed() {
        List<Row> rows = sorted(embedder().transform(texts(2)));
        assertBad(rows.get(1), "the text is null");
        assertBad(rows.get(3), "8");
        assertBad(rows.get(5), "99"); // a token that the model does not have
        for (int good : new int[] {0, 2, 4, 6, 7}) {
            assertNull(rows.get(good).get(3), rows.get(good).toString());
            assertEquals(12, rows.get(good).getList(2).size());
        }
        Row cut =
                sorted(embedder().setLongTexts("truncate").transform(texts(1))).get(3);
        assertNull(cut.get(3));
    }

    private static void assertBad(Row row, String reason) {
        assertTrue(row.isNullAt(2), row.toString());
        assertTrue(row.getString(3).contains(reason), row.toString());
    }

    @Test
    void aPipelineIsSavedAndLoadedWithAllItsSettingsAndLoadsEachModelOnce() throws Exception {
        AttarEmbedder embeds = models.with(new AttarEmbedder(), "Embeds").setErrorCol("embedding_error");
        AttarClassifier classifies = models.with(new AttarClassifier(), "Classifies");
        Dataset<Row> texts = texts(2);
        PipelineModel pipeline = new Pipeline()
                .setStages(new PipelineStage[] {embeds, classifies})
                .fit(texts);
        String file = folder.resolve("pipeline").toString();
        pipeline.save(file);
        PipelineModel loaded = PipelineModel.load(file);
        int models = LoadedModel.count();
        List<Row> expected = sorted(pipeline.transform(texts));
        assertEquals(expected, sorted(loaded.transform(texts)));
        assertTrue(LoadedModel.count() <= models + 2, LoadedModel.count() + " after " + models);
        Row row = expected.getFirst();
        assertEquals(12, ((Vector) row.getAs("embedding")).size());
        assertTrue(List.of("bad", "fair", "good").contains(row.<String>getAs("label")), row.toString());
        double[] scores = ((Vector) row.getAs("scores")).toArray();
        assertEquals(1, Arrays.stream(scores).sum(), 1e-12);
        assertEquals(row.getAs("label"), List.of("bad", "fair", "good").get(((Vector) row.getAs("scores")).argmax()));
    }

    @Test
    void eachTokenHasItsTagAndItsPlaceInTheText() {
        Row row = sorted(models.with(new AttarTagger(), "Tags").transform(texts(1)))
                .getFirst();
        List<Row> tags = row.getList(2);
        assertEquals(
                List.of("the", "cat", "sees", "Anna"),
                tags.stream().map(t -> t.getString(0)).toList());
        Row last = tags.getLast();
        assertEquals("Anna", TEXTS.getFirst().substring(last.getInt(1), last.getInt(2)));
        assertEquals(3, last.getInt(3));
        assertTrue(List.of("other", "name").contains(last.getString(4)), last.toString());
        assertTrue(last.getDouble(5) >= 0.5 && last.getDouble(5) <= 1, last.toString());
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingRuns() {
        assertEquals(
                true,
                assertThrows(IllegalArgumentException.class, () -> new AttarEmbedder().transform(texts(1)))
                        .getMessage()
                        .contains("has no model"));
        refused("there is no column 'words'", embedder().setInputCol("words"));
        refused("holds int, not texts", embedder().setInputCol("id"));
        refused("a column 'text' already", embedder().setOutputCol("text"));
        assertThrows(IllegalArgumentException.class, () -> embedder().setLongTexts("guess"));
        assertThrows(IllegalArgumentException.class, () -> embedder().setBatchTokens(0));
    }

    private static void refused(String words, AttarEmbedder transformer) {
        String message = assertThrows(IllegalArgumentException.class, () -> transformer.transform(texts(1)))
                .getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void aModelThatIsNotThereEndsTheJobAndSaysWhatToDo() {
        ended("--files", embedder().setWeights("nowhere.safetensors"));
        ended("--jars", embedder().setModel("small.Missing"));
        ended("no method embed", models.with(new AttarEmbedder(), "Tags"));
    }

    private static void ended(String words, AttarEmbedder transformer) {
        Exception failed = assertThrows(
                Exception.class, () -> transformer.transform(texts(1)).collectAsList());
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        assertTrue(all.toString().contains(words), all.toString());
        assertTrue(failed instanceof SparkException || failed.getCause() != null, failed.toString());
    }
}
