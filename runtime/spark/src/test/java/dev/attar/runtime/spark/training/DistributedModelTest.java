package dev.attar.runtime.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.SummedGradients;
import dev.attar.runtime.training.Part;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Optimizer steps of a cluster of local threads have the bits of one machine. */
class DistributedModelTest {
    private static final int STEPS = 4;

    @TempDir
    private static Path folder;

    private static ClassLoader before;
    private static URLClassLoader classes;
    private static JavaSparkContext spark;
    private static ReplicaSource source;

    @BeforeAll
    static void start() throws Exception {
        SmallTraining made = SmallTraining.in(folder);
        before = Thread.currentThread().getContextClassLoader();
        classes = new URLClassLoader(new URL[] {made.jar().toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(classes);
        source = new ReplicaSource(made.className(), made.weights().toString(), 1);
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[3]")
                .setAppName("training")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    }

    @AfterAll
    static void stop() throws Exception {
        spark.stop();
        classes.close();
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void anyNumberOfExecutorsGivesTheBitsOfOneMachine() {
        Map<String, float[]> alone;
        try (TrainableModel model = SummedGradients.of(source.open())) {
            alone = trained(model);
        }
        for (int executors : new int[] {1, 2, 3}) {
            try (DistributedModel model = DistributedModel.of(spark, source, executors)) {
                SmallSteps.assertSame(alone, trained(model), executors + " executors");
            }
        }
    }

    /** New replicas begin with the weights of the file, and have missed updates. */
    @Test
    void replicasThatAreLostGetTheParametersAnew() {
        Map<String, float[]> alone;
        try (TrainableModel model = SummedGradients.of(source.open())) {
            alone = trained(model);
        }
        try (DistributedModel model = DistributedModel.of(spark, source, 2)) {
            SmallSteps.make(model, 0, 2);
            Replica.close(model.run());
            SmallSteps.make(model, 2, STEPS);
            SmallSteps.assertSame(alone, SmallSteps.numbers(model), "with lost replicas");
        }
    }

    /** As a run that is resumed from a checkpoint does. */
    @Test
    void numbersThatAreWrittenReachTheReplicas() {
        try (TrainableModel one = SummedGradients.of(source.open());
                DistributedModel other = DistributedModel.of(spark, source, 3)) {
            SmallSteps.make(one, 0, 2);
            SmallSteps.make(other, 0, 1);
            SmallSteps.numbers(one).forEach((name, values) -> {
                String[] partAndName = name.split(" ");
                other.write(Part.valueOf(partAndName[0]), partAndName[1], values);
            });
            SmallSteps.make(one, 2, STEPS);
            SmallSteps.make(other, 2, STEPS);
            SmallSteps.assertSame(SmallSteps.numbers(one), SmallSteps.numbers(other), "after writing");
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> new ReplicaSource("x", "y", 0));
        assertThrows(IllegalArgumentException.class, () -> DistributedModel.of(spark, source, 0));
        ReplicaSource nowhere = new ReplicaSource("no.Such", source.weights(), 1);
        assertEquals(
                true,
                assertThrows(IllegalArgumentException.class, () -> DistributedModel.of(spark, nowhere, 1))
                        .getMessage()
                        .contains("--jars"));
    }

    private static Map<String, float[]> trained(TrainableModel model) {
        SmallSteps.make(model, 0, STEPS);
        return SmallSteps.numbers(model);
    }
}
