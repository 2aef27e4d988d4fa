package dev.attar.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

/** What may use what inside the runtime, and that it uses nothing but the JDK. */
@AnalyzeClasses(packages = "dev.attar.runtime", importOptions = DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static void theRuntimeUsesTheJdkAlone(JavaClasses classes) {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "jdk.incubator.vector", "dev.attar.runtime..")
                .check(classes);
    }

    @ArchTest
    static void onlyTheProbeTouchesTheVectorModule(JavaClasses classes) {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(VectorProbe.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector")
                .check(classes);
    }

    @ArchTest
    static void theContractUsesNothing(JavaClasses classes) {
        classes()
                .that()
                .resideInAPackage("..kernel")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "..kernel")
                .check(classes);
    }

    @ArchTest
    static void workersKnowTheContractAlone(JavaClasses classes) {
        classes()
                .that()
                .resideInAPackage("..workers")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "..kernel", "..workers")
                .check(classes);
    }

    /** The package that callers use stands above the rooms that do its work, which take its plain types; so it is left out here. */
    @ArchTest
    static void noRoomsDependOnEachOther(JavaClasses classes) {
        slices().matching("dev.attar.runtime.(*)..").should().beFreeOfCycles().check(classes);
    }

    @ArchTest
    static void whatDoesTheWorkKnowsNoSession(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAnyPackage("..weights", "..packing", "..sessions", "..batches", "..parameters")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Session.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(TrainableModel.class)
                .check(classes);
    }
}
