package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.Version;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.ExampleSpecs;
import dev.attar.compiler.fixture.StrictJavac;
import dev.attar.runtime.Session;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person, javac and HotSpot find in the code of real models, from MiniLM to the size of GPT-3. */
class GeneratedSourcesTest {
    /** HotSpot never compiles a method of more than 8,000 bytes of bytecode. */
    private static final int HALF_OF_WHAT_HOTSPOT_COMPILES = 4_000;

    private static final int MEGABYTE = 1 << 20;

    static Stream<Named<ModelSpec>> specs() {
        return Stream.of(
                        ExampleSpecs.miniLm(),
                        ExampleSpecs.bertBase(),
                        ExampleSpecs.article(),
                        ExampleSpecs.gpt3Sized(96))
                .map(spec -> Named.of(spec.name(), spec));
    }

    private static final Map<ModelSpec, Emitted> EMITTED = new HashMap<>();

    /** For all targets. */
    private static Emitted emitted(ModelSpec spec) {
        return EMITTED.computeIfAbsent(spec, s -> emitted(s, "some.attar"));
    }

    private static Emitted emitted(ModelSpec spec, String origin) {
        return Compiler.compile(
                spec,
                new Origin(origin, "0123abcd"),
                CompileOptions.defaults().inPackage("some.models").withOpenCl());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyMethodIsFarBelowTheLimitOfCompilation(ModelSpec spec) {
        GeneratedClasses generated = GeneratedClasses.compile(emitted(spec));
        int methods = 0;
        for (var file : generated.classes().entrySet()) {
            if (file.getKey().endsWith(".cl")) continue;
            var parsed = ClassFile.of().parse(file.getValue());
            for (MethodModel method : parsed.methods()) {
                if (!(method.code().orElse(null) instanceof CodeAttribute code)) continue;
                methods++;
                assertTrue(
                        code.codeLength() < HALF_OF_WHAT_HOTSPOT_COMPILES,
                        () -> method.methodName() + " has " + code.codeLength() + " bytes");
            }
        }
        assertTrue(methods > 100, "looked at " + methods + " methods");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void javacHasNoComplaintAndNothingIsUnused(ModelSpec spec) throws IOException {
        StrictJavac said = StrictJavac.check(emitted(spec));
        assertEquals(List.of(), said.complaints());
        assertEquals(List.of(), said.unused());
    }

    @Test
    void theCheckForUnusedNamesFindsThem() throws IOException {
        String text = """
            import java.util.List;
            final class Bad {
                private static final int SPARE = 1;
                private static int lonely(int given) { int kept = 2; return 3; }
            }
            """;
        StrictJavac said = StrictJavac.check(new Emitted("Bad", Map.of("Bad.java", text)));
        assertEquals(
                List.of("import java.util.List", "field SPARE", "method lonely", "lonely: given", "lonely: kept"),
                said.unused());
    }

    @Test
    void ninetySixLayersAreTheSameTextAsTwo() {
        Emitted few = emitted(ExampleSpecs.gpt3Sized(2));
        Emitted many = emitted(ExampleSpecs.gpt3Sized(96));
        assertEquals(few.files().keySet(), many.files().keySet());
        few.files()
                .forEach((path, text) -> assertEquals(
                        withoutNumbers(text), withoutNumbers(many.files().get(path)), path));
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\d+L?", "#");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theHeaderSaysWhereTheCodeIsFrom(ModelSpec spec) {
        emitted(spec).files().forEach((path, text) -> {
            String header = text.lines().findFirst().orElseThrow();
            String schedule = "(all widths|opencl|opencl-gpu, items 16x16, tiles \\d+x\\d+x\\d+, \\d+x\\d+x\\d+ and"
                    + " \\d+x\\d+x\\d+|(java-(vector/(512|256|128)|scalar)|opencl-cpu), tile \\d+x\\d+)";
            String wanted = "// Generated from some\\.attar \\(spec 0123abcd, compiler " + Version.NUMBER + ", "
                    + schedule + "\\)\\. Do not edit\\.";
            assertTrue(header.matches(wanted), () -> path + ": " + header);
        });
    }

    @ParameterizedTest
    @MethodSource("specs")
    void nothingOfTheMachineIsInTheText(ModelSpec spec) {
        String year = Integer.toString(Year.now().getValue());
        emitted(spec).files().forEach((path, text) -> {
            for (String alien : List.of(
                    System.getProperty("user.dir"),
                    System.getProperty("java.home"),
                    System.getProperty("java.version"),
                    "\r",
                    "\t")) assertFalse(text.contains(alien), () -> path + " contains " + alien);
            assertFalse(text.contains(year + "-"), () -> path + " contains a date");
            assertTrue(text.chars().allMatch(c -> c < 128), () -> path + " is not ASCII");
        });
    }

    @Test
    void kernelsAreAsciiWhateverTheirSpecIsCalled() {
        Emitted emitted = emitted(ExampleSpecs.miniLm(), "größe \uD83D\uDE00.attar");
        String kernels = emitted.files().get("some/models/MiniLmL6Gpu.cl");
        assertTrue(kernels.startsWith("// Generated from gr??e ?.attar "), () -> kernels.substring(0, 80));
        assertTrue(kernels.chars().allMatch(c -> c < 128));
    }

    /** Runtime and generated classes of the processor, as they are, not even packed into a jar. */
    @Test
    void theWholeProductIsBelowAMegabyte() throws IOException, URISyntaxException {
        Emitted onProcessors = Compiler.compile(
                ExampleSpecs.miniLm(),
                new Origin("some.attar", "0123abcd"),
                CompileOptions.defaults().inPackage("some.models"));
        long bytes = GeneratedClasses.compile(onProcessors).classes().values().stream()
                .mapToLong(b -> b.length)
                .sum();
        Path runtime = Path.of(Session.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertTrue(bytes > 10_000 && size(runtime) > 10_000, "nothing was measured");
        long all = bytes + size(runtime);
        assertTrue(all < MEGABYTE, () -> all + " bytes");
    }

    /** Bytes of a jar, or of all files in a folder. */
    private static long size(Path where) throws IOException {
        try (Stream<Path> files = Files.walk(where)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) sum += Files.size(file);
            return sum;
        }
    }
}
