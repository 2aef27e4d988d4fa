package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.OtherJvm;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same classes give the same bits on processors that lack what this one has, in every width. */
class OtherProcessorsTest {
    private static final Source SPEC = Source.of("small.attar", """
        model Small {
            vocabulary 30   context 20   width 24
            embedding { positions sinusoidal   segments 2   norm layer }
            encoder depth 1 {
                attention   { heads 3 }
                feedforward { width 40   activation gelu }
                residual    { norm layer   order post }
            }
            head classify { pool mean   dense { width 20   activation tanh }   classes 7   softmax }
        }
        """);

    @TempDir
    private static Path folder;

    /** What this JVM computes. */
    private static String expected;

    /** Prints the bits of every output in every width, from classes that lie in the working directory. */
    static final class Print {
        public static void main(String[] ignored) throws IOException {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            try (Stream<Path> files = Files.list(Path.of(""))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".class")).toList())
                    classes.put(file.toString().replace(".class", ""), Files.readAllBytes(file));
            }
            System.out.print(bits(new GeneratedClasses("Small", classes)));
        }
    }

    /** One line for each width and output: the width, and the bits of the values. */
    private static String bits(GeneratedClasses classes) {
        var spec = Compiler.check(SPEC);
        Trial trial = new Trial(spec, RandomTokens.of(Compiler.model(spec).limits(), 5, 2), 5);
        StringBuilder text = new StringBuilder();
        try (CompiledTrial compiled = new CompiledTrial(trial, classes)) {
            for (Width width : Width.values()) {
                for (String output : trial.outputs()) {
                    text.append(width).append(' ').append(output);
                    for (float value :
                            compiled.run(width, trial.tokens(), output).values())
                        text.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(value)));
                    text.append('\n');
                }
            }
        }
        return text.toString();
    }

    @BeforeAll
    static void compile() throws IOException {
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(SPEC, CompileOptions.defaults()));
        for (Map.Entry<String, byte[]> type : classes.classes().entrySet())
            Files.write(folder.resolve(type.getKey() + ".class"), type.getValue());
        expected = bits(classes);
    }

    /** 0: no AVX and no fused multiply-add; 1: 256 bits, none either; 2: 256 bits with it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void lesserX86(int avx) throws Exception {
        assertSameBits(List.of("-XX:UseAVX=" + avx));
    }

    @Test
    void narrowVectorsAndNoFusedMultiplyAdd() throws Exception {
        assertSameBits(List.of("-XX:MaxVectorSize=16", "-XX:-UseFMA"));
    }

    /** Nothing compiled: cold code and warm code give the same bits. */
    @Test
    void interpreted() throws Exception {
        assertSameBits(List.of("-Xint"));
    }

    private static void assertSameBits(List<String> jvm) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(jvm);
        options.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        assertEquals(expected, OtherJvm.run(folder, options, Print.class));
    }
}
