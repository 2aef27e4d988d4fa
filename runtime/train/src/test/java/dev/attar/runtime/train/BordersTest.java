package dev.attar.runtime.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

/** What may use what in training; the compiler is not among it. */
@AnalyzeClasses(packages = "dev.attar.runtime.train", importOptions = DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static void trainingUsesTheRuntimeAndJackson(JavaClasses classes) {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.attar.runtime..", "com.fasterxml.jackson..")
                .check(classes);
    }

    @ArchTest
    static void noPackagesDependOnEachOther(JavaClasses classes) {
        slices().matching("dev.attar.runtime.train.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
