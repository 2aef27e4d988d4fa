package dev.attar.maven.it;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What is wrong is said where it is, all of it, and the build fails once. */
class MistakesTest {
    private static final String SPECS = "src/main/attar/com/example/";

    @Test
    void allMistakesOfAllSpecsInOneRun() throws Exception {
        Project project = Project.copy("mistakes", "mistakes");
        Project.Build build = project.maven("generate-sources").failed();
        build.says("[ERROR] " + project.path(SPECS + "heads.attar")
                + ":[6,31] 2 heads do not divide a width of 7 [E0204]");
        assertFalse(build.log().contains("\tat "), build.log());
        assertFalse(Files.exists(project.path("target/generated-sources/attar")), "nothing is written");
    }
}
