package dev.attar.maven.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is wrong is said where it is, all of it, and the build fails once. */
class MistakesTest {
    private static final String SPECS = "src/main/attar/com/example/";
    private static final Pattern IN_GUIDE = Pattern.compile("```\n(\\[ERROR] /project/.*?\n)```", Pattern.DOTALL);

    @Test
    void allMistakesOfAllSpecsInOneRun() throws Exception {
        Project project = Project.copy("mistakes", "mistakes");
        Project.Build build = project.maven("generate-sources").failed();
        build.says(
                "[ERROR] " + project.path(SPECS + "twin.attar")
                        + ":[2,7] the model Right becomes com/example/Right.java,"
                        + " and so does the one in right.attar",
                "[ERROR] " + project.path(SPECS + "words.attar")
                        + ":[2,5] unknown word `vocabulery` in `model` [E0110]",
                "hint: did you mean `vocabulary`?",
                "[ERROR] " + project.path(SPECS + "words.attar") + ":[6,41] unknown word `activaton`",
                "4 problems in 3 files; the first: " + project.path(SPECS + "heads.attar") + ":[6,29]");
        Matcher guide = IN_GUIDE.matcher(Files.readString(Path.of("README.md")));
        assertTrue(guide.find(), "the guide shows a mistake");
        build.says(guide.group(1).replace("/project", project.folder().toString()));
        assertEquals(1, build.log().split("Failed to execute goal", -1).length - 1, build.log());
        assertFalse(build.log().contains("\tat "), build.log());
        assertFalse(Files.exists(project.path("target/generated-sources/attar")), "nothing is written");
    }

    @Test
    void aModelWithoutAPackageIsAWarningThatCanBeMadeToFail() throws Exception {
        Project project = Project.copy("mistakes", "warning");
        Files.move(project.path(SPECS + "right.attar"), project.path("src/main/attar/right.attar"));
        project.maven("generate-sources", "-Dattar.excludes=com/**", "-Dattar.failOnWarning")
                .failed()
                .says(
                        "[WARNING] " + project.path("src/main/attar/right.attar") + ": its classes get no package",
                        "1 warning, and failOnWarning is set");
    }
}
