package dev.attar.runtime.spark.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.spark.LocalCluster;
import dev.attar.runtime.train.SummedGradients;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training by two executors that are JVMs of their own, one of which dies in between:
 * {@code mvn verify -pl runtime/spark -am -Pspark-cluster}.
 */
@EnabledIfSystemProperty(named = "attar.spark.cluster", matches = "true")
class TrainingClusterTest {
    @TempDir
    private Path folder;

    @Test
    void anExecutorThatDiesChangesNoBit() throws Exception {
        SmallTraining made = SmallTraining.in(folder);
        ReplicaSource source =
                new ReplicaSource(made.className(), made.weights().toString(), 1);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader classes =
                        new URLClassLoader(new URL[] {made.jar().toUri().toURL()}, before);
                JavaSparkContext spark = LocalCluster.start(folder, made.jar(), List.of())) {
            Thread.currentThread().setContextClassLoader(classes);
            Map<String, float[]> alone;
            try (TrainableModel model = SummedGradients.of(source.open())) {
                SmallSteps.make(model, 0, 6);
                alone = SmallSteps.numbers(model);
            }
            try (DistributedModel model = DistributedModel.of(spark, source, 2)) {
                SmallSteps.make(model, 0, 3);
                Path dead = folder.resolve("dead");
                dieOnce(spark, dead.toString());
                assertTrue(Files.exists(dead), "no executor died");
                SmallSteps.make(model, 3, 6);
                SmallSteps.assertSame(alone, SmallSteps.numbers(model), "with an executor that died");
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Ends the JVM that is first to run this; Spark tries the task again elsewhere. */
    private static void dieOnce(JavaSparkContext spark, String mark) {
        spark.parallelize(List.of(1), 1).foreach(_ -> {
            Path file = Path.of(mark);
            if (!Files.exists(file)) {
                Files.createFile(file);
                Runtime.getRuntime().halt(1);
            }
        });
    }
}
