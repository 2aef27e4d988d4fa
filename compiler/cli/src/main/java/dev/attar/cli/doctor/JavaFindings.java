package dev.attar.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The JDK: which one, and whether its compilers are there. */
final class JavaFindings {
    private static final String AREA = "java";
    private static final int C2 = 4;

    private JavaFindings() {}

    /**
     * @param property the JVM's system properties
     * @param javac whether the JDK's compiler is there
     */
    static List<Finding> of(UnaryOperator<String> property, JvmFlags flags, boolean javac) {
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(
                AREA,
                "version",
                property.apply("java.runtime.version") + ", " + property.apply("java.vendor") + ", "
                        + property.apply("java.vm.name")));
        found.add(Finding.ok(AREA, "home", property.apply("java.home")));
        found.add(
                javac
                        ? Finding.ok(AREA, "javac", "there")
                        : Finding.wrong(
                                AREA,
                                "javac",
                                "missing: this is a runtime without compiler",
                                "start attar with a JDK (ATTAR_JAVA=/path/to/jdk); run, verify and bench compile"));
        found.add(optimizer(property.apply("java.vm.info"), flags));
        found.add(
                flags.value("AOTCache").filter(cache -> !cache.isEmpty()).isPresent()
                        ? Finding.ok(AREA, "start", "with an AOT cache of loaded classes")
                        : Finding.ok(AREA, "start", "without an AOT cache; the launcher makes one at its first start"));
        return found;
    }

    private static Finding optimizer(String mode, JvmFlags flags) {
        String slow = "generated code stays many times slower than it can be";
        if (mode != null && mode.startsWith("interpreted")) {
            return Finding.wrong(AREA, "optimizer", "none, the JVM interprets: " + slow, "remove -Xint");
        }
        if (flags.number("TieredStopAtLevel", C2) < C2) {
            return Finding.wrong(
                    AREA,
                    "optimizer",
                    "C1 alone (TieredStopAtLevel=" + flags.number("TieredStopAtLevel", C2) + "): " + slow,
                    "remove -XX:TieredStopAtLevel and -client");
        }
        return Finding.ok(
                AREA,
                "optimizer",
                flags.value("TieredStopAtLevel").isPresent() ? "C2" : "not HotSpot's; Attar is measured with C2");
    }
}
