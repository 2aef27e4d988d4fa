package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.Stage;
import dev.attar.compiler.StageText;
import dev.attar.compiler.fixture.OtherJvm;
import dev.attar.compiler.source.Source;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal input gives equal bytes, whatever the process, its folder, its language, its clock. */
class SameTextTest {
    private static final String SPEC = """
        model Small {
            vocabulary 30   context 20   width 24
            embedding { positions learned   segments 2   norm layer }
            encoder depth 2 {
                attention   { heads 3 }
                feedforward { width 40   activation silu }
                residual    { norm layer   order pre }
                norm layer
            }
            head classify { pool mean   dense { width 10   activation gelu }   classes 7   softmax }
        }
        """;

    @TempDir
    private Path folder;

    /** Prints everything the compiler makes of the spec. */
    static final class Print {
        public static void main(String[] ignored) {
            new PrintStream(System.out, true, StandardCharsets.UTF_8).print(everything());
        }
    }

    private static String everything() {
        Source source = Source.of("small.attar", SPEC);
        StringBuilder text = new StringBuilder();
        for (Stage stage : Stage.values())
            if (stage != Stage.JAVA)
                text.append(
                        StageText.of(source, stage, CompileOptions.defaults().inPackage("some.models")));
        Emitted emitted = Compiler.compile(source, CompileOptions.defaults().inPackage("some.models"));
        emitted.files()
                .forEach((path, content) -> text.append(path).append('\n').append(content));
        return text.toString();
    }

    @Test
    void twiceInThisProcess() {
        assertEquals(everything(), everything());
    }

    @Test
    void inAnotherProcessWithAnotherLanguageClockAndLineEnd() throws Exception {
        List<String> turkish = List.of(
                "-Duser.language=tr", // whose lower case of I is not i
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=ISO-8859-1",
                "-Dline.separator=\r\n",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2", // every object has the same
                "-XX:TieredStopAtLevel=1");
        assertEquals(everything(), OtherJvm.run(folder, turkish, Print.class));
    }

    @Test
    void inAnotherProcessWithAnotherSeedOfHashes() throws Exception {
        List<String> arabic = List.of(
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=0",
                "-XX:TieredStopAtLevel=1");
        assertEquals(everything(), OtherJvm.run(folder, arabic, Print.class));
    }
}
