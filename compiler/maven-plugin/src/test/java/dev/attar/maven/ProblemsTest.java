package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.codehaus.plexus.build.BuildContext;
import org.junit.jupiter.api.Test;

/** What an IDE is told. */
class ProblemsTest {
    private static final Path FILE = Path.of("/project/one.attar");

    private final List<String> told = new ArrayList<>();

    @Test
    void markersAtTheirPlacesAndOldOnesGo() {
        BuildContext ide = (BuildContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BuildContext.class}, (proxy, method, arguments) -> {
                    told.add(method.getName() + Arrays.toString(arguments));
                    return null;
                });
        Problems problems = new Problems(new SystemStreamLog(), Ide.of(ide, null));
        problems.begin(List.of(new Spec(FILE, "one.attar")));
        problems.error(new Problem(FILE, 6, 29, "2 heads", "", "take 1"));
        problems.warning(Problem.of(FILE, "no package", "give one"));
        File file = FILE.toFile();
        assertEquals(
                List.of(
                        "removeMessages[" + file + "]",
                        "addMessage[" + file + ", 6, 29, 2 heads (take 1), " + BuildContext.SEVERITY_ERROR + ", null]",
                        "addMessage[" + file + ", 0, 0, no package (give one), " + BuildContext.SEVERITY_WARNING
                                + ", null]"),
                told);
        assertEquals(
                FILE + ":[6,29] 2 heads",
                assertThrows(MojoFailureException.class, () -> problems.failIfAny(false))
                        .getMessage());
    }

    @Test
    void theIdeKnowsEveryGoal() throws Exception {
        String mapping = Files.readString(Path.of("target/classes/META-INF/m2e/lifecycle-mapping-metadata.xml"));
        String plugin = Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml"));
        assertEquals(goals(plugin, "<goal>(.*?)</goal>"), goals(mapping, "<goal>(.*?)</goal>"));
        assertEquals(4, plugin.split("<threadSafe>true</threadSafe>", -1).length - 1);
        assertTrue(plugin.contains("<goalPrefix>attar</goalPrefix>"));
    }

    private static TreeSet<String> goals(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
