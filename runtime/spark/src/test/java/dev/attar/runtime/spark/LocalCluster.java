package dev.attar.runtime.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A cluster of two executors on this machine, each a JVM of its own with one core. */
public final class LocalCluster {
    private LocalCluster() {}

    /**
     * @param folder where Spark may write
     * @param jar what is sent with {@code --jars}
     * @param files what is sent with {@code --files}
     */
    public static JavaSparkContext start(Path folder, Path jar, List<Path> files) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Files.createDirectories(folder.resolve("home/jars"));
        System.setProperty("spark.testing", "true"); // then the workers look for a Spark where the next one says
        System.setProperty("spark.test.home", folder.resolve("home").toString());
        return new JavaSparkContext(new SparkConf()
                .setMaster("local-cluster[2,1,1024]")
                .setAppName("attar")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.extraClassPath", classPath)
                .set("spark.executor.extraJavaOptions", "--add-modules jdk.incubator.vector")
                .set("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"))
                .set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
                .set("spark.jars", jar.toString())
                .set("spark.files", files.stream().map(Path::toString).collect(Collectors.joining(",")))
                .set("spark.sql.warehouse.dir", folder.resolve("warehouse").toString()));
    }
}
