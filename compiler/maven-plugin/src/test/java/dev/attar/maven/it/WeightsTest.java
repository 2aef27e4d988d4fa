package dev.attar.maven.it;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The goal verify: models against the reference, and weights that fit. */
class WeightsTest {
    private static final String SPEC = "src/main/attar/com/example/tiny.attar";
    private static final String WEIGHTS = "src/main/weights/tiny.safetensors";

    /** The goal as the POM has it, alone; the phase is run once. */
    private static final String GOAL =
            "dev.attar:attar-maven-plugin:" + Project.property("it.attar.version") + ":verify@default";

    @Test
    void modelsAreVerifiedOnceAndWeightsThatDoNotFitAreRefused() throws Exception {
        Project project = Project.copy("weights", "weights");
        project.maven(GOAL).failed().says("there is no file " + project.path(WEIGHTS));

        Weights fitting = randomWeights(project.path(SPEC));
        Files.createDirectories(project.path(WEIGHTS).getParent());
        fitting.save(project.path(WEIGHTS));
        project.maven("verify", "-Dmaven.test.skip")
                .succeeded()
                .says("com/example/tiny.attar:", "com/example/random.attar:", "agrees");
        project.maven(GOAL, "-Dattar.jdkHome=" + Project.property("it.jdk"))
                .succeeded()
                .says("2 specs, verified before, nothing has changed");

        project.replace(SPEC, "width 8", "width 16");
        project.maven(GOAL)
                .failed()
                .says(
                        "tiny.attar: its weights do not fit",
                        "wrong shape \"embeddings.tokens.weight\": found (50, 8), expected (50, 16)",
                        "hint: ");
    }

    static Weights randomWeights(Path spec) {
        return Verification.withRandomWeights(Compiler.model(Compiler.check(Source.of(spec))), 1)
                .weights();
    }
}
