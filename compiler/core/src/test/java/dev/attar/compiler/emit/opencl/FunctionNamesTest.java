package dev.attar.compiler.emit.opencl;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.attar.compiler.loops.Elementary;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenCL C has functions with a number in their names, and no function of a program may be called like one of them. */
class FunctionNamesTest {
    /** OpenCL C 1.2, section 6.12.2. */
    private static final Set<String> NUMBERED = Set.of("atan2", "exp2", "exp10", "log2", "log10", "log1p", "expm1");

    @ParameterizedTest
    @EnumSource(Elementary.class)
    void functionsForSoManyLanesAreNotThoseOfTheLanguage(Elementary function) {
        for (int lanes = 1; lanes <= 16; lanes++) {
            String name = ExprCode.function(function, lanes);
            assertFalse(NUMBERED.contains(name), name);
        }
    }
}
