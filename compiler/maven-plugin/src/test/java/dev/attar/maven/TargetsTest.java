package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void javaIsAmongThem() {
        assertDoesNotThrow(() -> AttarMojo.checkTargets(List.of("java")));
        assertDoesNotThrow(() -> AttarMojo.checkTargets(List.of("opencl", "java")));
        assertEquals(
                "targets is opencl without java, whose class loads the model and launches the kernels; give"
                        + " java,opencl",
                refusal("opencl"));
        assertEquals(
                "targets has cuda, which this version of Attar does not have; give java or opencl",
                refusal("java", "cuda"));
    }

    private static String refusal(String... targets) {
        return assertThrows(MojoFailureException.class, () -> AttarMojo.checkTargets(List.of(targets)))
                .getMessage();
    }
}
