package dev.attar.compiler.check;

import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The specs that are kept in {@code grammar/corpus} and {@code examples/specs}. */
public final class Corpus {
    /** The root of the repository; tests run in their module's folder. */
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    public static final Path BAD = ROOT.resolve("grammar/corpus/bad");
    public static final Path GOOD = ROOT.resolve("grammar/corpus/good");
    public static final Path EXAMPLES = ROOT.resolve("examples/specs");

    private Corpus() {}

    public static List<Path> good() {
        return Stream.concat(specs(GOOD).stream(), specs(EXAMPLES).stream()).toList();
    }

    public static List<Path> bad() {
        return specs(BAD);
    }

    /** The source under its bare file name, so that what is said about it is the same in every checkout. */
    public static Source source(Path spec) throws IOException {
        if (Files.isDirectory(spec)) {
            return Source.of(spec);
        }
        return Source.of(spec.getFileName().toString(), Files.readAllBytes(spec));
    }

    /** What the compiler says about the text, or nothing when it has no complaint. */
    public static String complaints(Source source) {
        try {
            Checker.check(Parser.parse(source));
            return "";
        } catch (Refused refused) {
            return refused.render();
        }
    }

    private static List<Path> specs(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".attar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
