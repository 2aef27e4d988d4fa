package dev.attar.runtime.generate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

/** What generation may use. */
@AnalyzeClasses(packages = "dev.attar.runtime.generate", importOptions = DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static void generationUsesDecodersAndTokenizersAlone(JavaClasses classes) {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "dev.attar.runtime.decode", "dev.attar.runtime.text", "dev.attar.runtime.generate..")
                .check(classes);
    }

    @ArchTest
    static void scoresUseTheJdkAlone(JavaClasses classes) {
        classes()
                .that()
                .resideInAPackage("..scores")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "..scores")
                .check(classes);
    }

    @ArchTest
    static void noPackagesDependOnEachOther(JavaClasses classes) {
        slices().matching("dev.attar.(**)").should().beFreeOfCycles().check(classes);
    }
}
