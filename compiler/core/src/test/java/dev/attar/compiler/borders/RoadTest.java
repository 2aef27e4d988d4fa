package dev.attar.compiler.borders;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The road runs one way. */
class RoadTest {
    private static final JavaClasses COMPILER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.attar.compiler");

    /** The one package beside the road: uses of the compiler as a whole. */
    private static final String USES = "run";

    @Test
    void noStageLooksAhead() {
        for (Stage stage : Stage.road()) {
            noClasses()
                    .that()
                    .resideInAPackage(stage.inside())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(stage.ahead())
                    .allowEmptyShould(true) // stages that are still to come
                    .check(COMPILER);
        }
    }

    @Test
    void everyPackageOfTheCompilerIsAStageOrTheFrontDoor() {
        Set<String> known = Stage.road().stream().map(Stage::name).collect(Collectors.toCollection(TreeSet::new));
        known.add(USES);
        Set<String> strangers = new TreeSet<>();
        for (var type : COMPILER) {
            String below = type.getPackageName().substring("dev.attar.compiler".length());
            if (!below.isEmpty() && !known.contains(below.split("\\.")[1])) {
                strangers.add(type.getPackageName());
            }
        }
        assertTrue(strangers.isEmpty(), () -> "not on the road, see Stage.road(): " + strangers);
    }

    @Test
    void nothingOnTheRoadKnowsWhoUsesIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.attar.compiler." + USES + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.attar.compiler." + USES + "..")
                .check(COMPILER);
    }

    @Test
    void theEmittersDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.attar.compiler.emit.java..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.attar.compiler.emit.opencl..")
                .allowEmptyShould(true)
                .check(COMPILER);
        noClasses()
                .that()
                .resideInAPackage("dev.attar.compiler.emit.opencl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.attar.compiler.emit.java..")
                .allowEmptyShould(true)
                .check(COMPILER);
    }

    @Test
    void theLastStageOnlyHasTheFrontDoorAheadOfIt() {
        assertArrayEquals(
                new String[] {"dev.attar.compiler"},
                List.copyOf(Stage.road()).getLast().ahead());
        assertTrue(List.of(new Stage("source").ahead()).contains("dev.attar.compiler.emit.."));
    }
}
