package dev.attar.examples.spark;

import dev.attar.examples.search.model.MiniLmL6;
import dev.attar.runtime.spark.AttarEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Groups the paragraphs of text files by what they are about: embeddings, then k-means. */
public final class Topics {
    private static final int WORDS = 25; // a shorter paragraph says little
    private static final int SHOWN = 110;

    private Topics() {}

    /** @param arguments the number of topics, then the files */
    public static void main(String[] arguments) throws IOException {
        int topics = Integer.parseInt(arguments[0]);
        List<String> paragraphs = new ArrayList<>();
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            for (String paragraph : Files.readString(Path.of(file)).split("\\R\\s*\\R")) {
                if (paragraph.strip().split("\\s+").length >= WORDS) {
                    paragraphs.add(paragraph.strip().replaceAll("\\s+", " "));
                }
            }
        }
        SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", false)
                .config("spark.log.level", "ERROR")
                .getOrCreate();
        try {
            print(found(spark.createDataset(paragraphs, Encoders.STRING()).toDF("text"), topics));
        } finally {
            spark.stop();
        }
    }

    private record Found(KMeansModel topics, List<Row> passages) {}

    private static Found found(Dataset<Row> texts, int topics) {
        Path folder = Path.of(System.getProperty("model"));
        AttarEmbedder embedder = new AttarEmbedder()
                .setModel(MiniLmL6.class.getName())
                .setWeights(folder.resolve("MiniLmL6.safetensors").toString())
                .setTokenizer(folder.resolve("tokenizer.json").toString())
                .setLongTexts("truncate")
                .setOutputCol("features");
        // Computed once; k-means goes over the vectors many times.
        Dataset<Row> embedded = embedder.transform(
                        texts.repartition(Runtime.getRuntime().availableProcessors()))
                .filter("error is null")
                .cache();
        KMeansModel means = new KMeans().setK(topics).setSeed(1).fit(embedded);
        return new Found(means, means.transform(embedded).collectAsList());
    }

    private static void print(Found found) {
        Vector[] centres = found.topics().clusterCenters();
        for (int topic = 0; topic < centres.length; topic++) {
            String nearest = "";
            double least = Double.MAX_VALUE;
            int count = 0;
            for (Row row : found.passages()) {
                if (row.<Integer>getAs("prediction") == topic) {
                    count++;
                    double distance = Vectors.sqdist(row.getAs("features"), centres[topic]);
                    if (distance < least) {
                        least = distance;
                        nearest = row.getAs("text");
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%4d passages such as: %s%n",
                    count,
                    nearest.length() <= SHOWN ? nearest : nearest.substring(0, SHOWN) + " …");
        }
    }
}
