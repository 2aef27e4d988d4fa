package dev.attar.examples.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** How a further JVM is started: the same Java, class path and folders as this one. */
public final class ChildJvm {
    /** What the script sets and every program reads. */
    private static final List<String> PROPERTIES =
            List.of("model", "published", "made", "ENGINE_CACHE_DIR", "ai.djl.offline");

    private ChildJvm() {}

    /** The command, up to where a class follows. */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("--add-modules");
        command.add("jdk.incubator.vector");
        command.add("--enable-native-access=ALL-UNNAMED");
        Properties all = System.getProperties();
        PROPERTIES.stream()
                .filter(all::containsKey)
                .map(name -> "-D" + name + "=" + all.getProperty(name))
                .forEach(command::add);
        Stream.of("-cp", System.getProperty("java.class.path")).forEach(command::add);
        return command;
    }
}
