package dev.attar.runtime.text;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each room uses the rooms that its package-info names, and no others. */
class RoomsTest {
    private static final String ROOT = "dev.attar.runtime.text";
    private static final Map<String, List<String>> USES = Map.of(
            "unicode", List.of(),
            "json", List.of(),
            "post", List.of(),
            "pattern", List.of("unicode"),
            "normalize", List.of("unicode", "pattern"),
            "split", List.of("unicode", "pattern", "normalize"),
            "model", List.of("unicode", "normalize"),
            "decode", List.of("pattern", "normalize"),
            "file", List.of("unicode", "json", "post", "pattern", "normalize", "split", "model", "decode"));
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void tasksUseTheTokenizerAsAnyCallerDoes() {
        String[] others = USES.keySet().stream().map(room -> ROOT + "." + room).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".task")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".task")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".task")
                .check(CLASSES);
    }

    static Stream<String> rooms() {
        return USES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesWhatItSays(String room) {
        String[] others = Stream.concat(
                        Stream.of(ROOT),
                        USES.keySet().stream()
                                .filter(other ->
                                        !other.equals(room) && !USES.get(room).contains(other))
                                .map(other -> ROOT + "." + other))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }
}
