package dev.attar.maven.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Several executions write to one folder, and none disturbs another. */
class ExecutionsTest {
    private static final String SOURCES = "target/generated-sources/attar";
    private static final String EXACT = SOURCES + "/com/example/exact/Tiny.java";
    private static final String SMALL = SOURCES + "/com/example/small/Tiny.java";

    @Test
    void eachKeepsItsFilesAndTheFilesOfOneThatIsGoneGo() throws Exception {
        Project project = Project.copy("executions", "executions");
        project.maven("generate-sources").succeeded();
        assertFalse(project.text(EXACT).contains("bfloat16"));
        assertTrue(project.text(SMALL).contains("bfloat16"));
        SortedMap<String, Project.Seen> before = project.files(SOURCES);

        project.maven("generate-sources", "-Dattar.jdkHome=nowhere").succeeded();
        assertEquals(before, project.files(SOURCES));

        // Both would now make the same files, with different contents.
        String pom = project.text("pom.xml");
        project.replace("pom.xml", "com.example.small", "com.example.exact");
        project.maven("generate-sources")
                .failed()
                .says("tiny.attar: it becomes " + EXACT + ", which the execution compile/exact generates too");
        assertEquals(
                before.get("com/example/exact/Tiny.java"),
                project.files(SOURCES).get("com/example/exact/Tiny.java"));

        Files.writeString(
                project.path("pom.xml"),
                pom.substring(0, pom.indexOf("<!-- second -->"))
                        + pom.substring(pom.indexOf("<!-- end of second -->")));
        project.maven("generate-sources").succeeded().says("0 written, 5 deleted");
        assertTrue(Files.exists(project.path(EXACT)));
        assertFalse(Files.exists(project.path(SMALL)));
    }
}
