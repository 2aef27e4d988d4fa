package dev.attar.runtime.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

/** What the server's packages may use. */
@AnalyzeClasses(packages = "dev.attar.runtime.server", importOptions = DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static void theServerKnowsNoCompiler(JavaClasses classes) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.attar.compiler..")
                .check(classes);
    }

    @ArchTest
    static void modelsAndBatchesKnowNothingOfHttp(JavaClasses classes) {
        classes()
                .that()
                .resideInAnyPackage("..server.model", "..server.batch")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jdk.jfr..",
                        "dev.attar.runtime",
                        "dev.attar.runtime.decode",
                        "dev.attar.runtime.generate",
                        "dev.attar.runtime.text",
                        "dev.attar.runtime.text.task",
                        "..server.model",
                        "..server.batch")
                .check(classes);
    }

    @ArchTest
    static void theHttpLibraryIsKnownInOneRoom(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..server.model", "..server.batch", "..server.watch", "..server.openai", "..server.tei")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..")
                .check(classes);
    }

    @ArchTest
    static void noPackagesDependOnEachOther(JavaClasses classes) {
        slices().matching("dev.attar.runtime.(**)").should().beFreeOfCycles().check(classes);
    }
}
