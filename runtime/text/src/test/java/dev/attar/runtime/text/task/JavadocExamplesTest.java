package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc of the tasks, and in the guide, compile as they stand there. */
class JavadocExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/attar/runtime/text/task");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);
    private static final Path GUIDE = Path.of("README.md");
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MODEL = Pattern.compile("try \\((\\w+) model");

    /** The classes with an example, and what it calls of the generated class. */
    private static final Map<String, String> HEADS = Map.of(
            "TextClassifier", "classify",
            "ZeroShotClassifier", "classify",
            "Reranker", "classify",
            "TokenTagger", "tag",
            "QuestionAnswerer", "answer",
            "FillMask", "predict",
            "TextEmbedder", "embed");

    @Test
    void everyTaskHasAnExampleThatCompiles(@TempDir Path out) throws IOException {
        Map<String, List<String>> examples = examples();
        assertEquals(HEADS.keySet(), examples.keySet());
        Matcher guide = BLOCK.matcher(Files.readString(GUIDE));
        while (guide.find()) {
            String code = guide.group(1);
            String task = HEADS.keySet().stream()
                    .filter(name -> code.contains(name + ".of("))
                    .findFirst()
                    .orElseThrow();
            examples.get(task).add(code);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                out.toString(),
                "-cp",
                place(Batch.class) + File.pathSeparator + place(TokenTagger.class),
                "-nowarn"));
        for (Map.Entry<String, List<String>> task : examples.entrySet()) {
            for (int i = 0; i < task.getValue().size(); i++) {
                String name = task.getKey() + "Example" + i;
                Path file = out.resolve(name + ".java");
                Files.writeString(file, source(name, task.getValue().get(i), task.getKey()));
                arguments.add(file.toString());
            }
        }
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status =
                ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        assertEquals(0, status, said::toString);
    }

    private static String place(Class<?> one) {
        return Path.of(URI.create(
                        one.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static Map<String, List<String>> examples() throws IOException {
        Map<String, List<String>> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Matcher found = EXAMPLE.matcher(Files.readString(file));
                while (found.find()) {
                    examples.computeIfAbsent(
                                    file.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                            .add(found.group(1).replaceAll("(?m)^ \\* ?", ""));
                }
            }
        }
        return examples;
    }

    /** The example in a method, with a class of the shape that is generated for such a head. */
    private static String source(String name, String code, String task) {
        Matcher model = MODEL.matcher(code);
        assertTrue(model.find(), () -> "no model in " + code);
        return """
            import dev.attar.runtime.*;
            import dev.attar.runtime.text.*;
            import dev.attar.runtime.text.task.*;
            import java.nio.file.Path;
            import java.util.*;
            class %s {
                static void main() {
            %s
                }
                static abstract class %s implements %s {
                    static %s load(Path weights) { throw new AssertionError(); }
                    public abstract Matrix %s(Batch batch);
                    public abstract float[] %s(int... ids);
                    static List<String> labels() { return List.of(); }
                    static Map<String, String> prompts() { return Map.of(); }
                    @Override public abstract void close();
                }
            }
            """.formatted(
                        name,
                        code,
                        model.group(1),
                        task.equals("TextEmbedder") ? "Embedder" : "AutoCloseable",
                        model.group(1),
                        HEADS.get(task),
                        HEADS.get(task));
    }
}
