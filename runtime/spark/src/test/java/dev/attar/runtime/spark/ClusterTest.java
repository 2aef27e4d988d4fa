package dev.attar.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two executors, each a JVM of its own: what a cluster has to be sent, it is sent. Takes most of a minute, so it runs on request:
 * {@code mvn verify -pl runtime/spark -am -Pspark-cluster}.
 */
@EnabledIfSystemProperty(named = "attar.spark.cluster", matches = "true")
class ClusterTest {
    @TempDir
    private Path folder;

    @Test
    void executorsGetTheModelByNameAndComputeTheBitsOfThisJvm() throws Exception {
        SmallModels models = SmallModels.in(folder);
        SparkSession spark = SparkSession.builder()
                .sparkContext(
                        LocalCluster.start(folder, models.jar(), List.of(models.weights("Embeds"), models.tokenizer()))
                                .sc())
                .getOrCreate();
        try {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                rows.add(RowFactory.create(i, i % 2 == 0 ? "the cat sees Anna" : null));
            }
            Dataset<Row> texts = spark.createDataFrame(
                            rows,
                            new StructType().add("id", DataTypes.IntegerType).add("text", DataTypes.StringType))
                    .repartition(4);
            Dataset<Row> result = new AttarEmbedder()
                    .setModel("small.Embeds")
                    .setWeights("Embeds.safetensors")
                    .setTokenizer("tokenizer.json")
                    .setOutputType("array")
                    .transform(texts);
            List<Row> all = result.collectAsList();
            assertEquals(40, all.size());
            float[] expected = direct(models);
            for (Row row : all) {
                if (row.getInt(0) % 2 == 0) {
                    List<Float> vector = row.getList(2);
                    float[] values = new float[vector.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = vector.get(i);
                    }
                    assertArrayEquals(expected, values);
                } else {
                    assertEquals("the text is null", row.getString(3));
                }
            }
            assertEquals(0, LoadedModel.count(), "this JVM computes nothing");
        } finally {
            spark.stop();
        }
    }

    private static float[] direct(SmallModels models) throws Exception {
        try (URLClassLoader classes =
                        new URLClassLoader(new URL[] {models.jar().toUri().toURL()});
                Weights weights = Weights.open(models.weights("Embeds"));
                Embedder model = (Embedder) classes.loadClass("small.Embeds")
                        .getMethod("load", Weights.class, Options.class)
                        .invoke(null, weights, Options.defaults())) {
            return model.embed(0, 3, 4, 6, 7, 1);
        }
    }
}
