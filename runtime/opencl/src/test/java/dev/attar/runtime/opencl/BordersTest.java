package dev.attar.runtime.opencl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What may be known here. */
class BordersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(OpenClRuntime.class);

    @Test
    void theBindingAloneKnowsLwjgl() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(LwjglBinding.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(Library.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lwjgl..")
                .check(CLASSES);
    }

    @Test
    void theCompilerIsNotKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.lwjgl..", "dev.attar.runtime..")
                .check(CLASSES);
    }
}
