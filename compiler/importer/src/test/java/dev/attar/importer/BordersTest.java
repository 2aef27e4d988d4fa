package dev.attar.importer;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** From bytes to a model in one direction: nobody looks ahead, and only the way out knows the runtime. */
@AnalyzeClasses(packages = "dev.attar.importer", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static void theRoadRunsOneWay(JavaClasses classes) {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("source")
                .definedBy("dev.attar.importer.source")
                .layer("tensor")
                .definedBy("dev.attar.importer.tensor")
                .layer("onnx")
                .definedBy("dev.attar.importer.onnx")
                .layer("term")
                .definedBy("dev.attar.importer.term")
                .layer("translate")
                .definedBy("dev.attar.importer.translate")
                .layer("recognise")
                .definedBy("dev.attar.importer.recognise")
                .layer("checkpoint")
                .definedBy("dev.attar.importer.checkpoint")
                .layer("sentence")
                .definedBy("dev.attar.importer.sentence")
                .layer("tokenizer")
                .definedBy("dev.attar.importer.tokenizer")
                .layer("family")
                .definedBy("dev.attar.importer.family")
                .layer("huggingface")
                .definedBy("dev.attar.importer.huggingface")
                .layer("importer")
                .definedBy("dev.attar.importer")
                .whereLayer("source")
                .mayNotAccessAnyLayer()
                .whereLayer("tensor")
                .mayNotAccessAnyLayer()
                .whereLayer("onnx")
                .mayOnlyAccessLayers("source", "tensor")
                .whereLayer("term")
                .mayOnlyAccessLayers("source", "tensor", "onnx")
                .whereLayer("translate")
                .mayOnlyAccessLayers("source", "tensor", "onnx", "term")
                .whereLayer("recognise")
                .mayOnlyAccessLayers("source", "tensor", "term", "translate")
                .whereLayer("checkpoint")
                .mayOnlyAccessLayers("source", "tensor")
                .whereLayer("sentence")
                .mayOnlyAccessLayers("source", "tensor", "checkpoint")
                .whereLayer("tokenizer")
                .mayOnlyAccessLayers("source")
                .whereLayer("family")
                .mayOnlyAccessLayers("source", "tensor", "checkpoint")
                .whereLayer("huggingface")
                .mayOnlyAccessLayers("source", "tensor", "checkpoint", "sentence", "family")
                .check(classes);
    }

    @ArchTest
    static void onlyTheWayOutKnowsTheRuntime(JavaClasses classes) {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("dev.attar.importer.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.attar.runtime..")
                .check(classes);
    }

    @ArchTest
    static void ofTheCompilerOnlyTheCheckedSpecIsUsed(JavaClasses classes) {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.attar.compiler.syntax..",
                        "dev.attar.compiler.model..",
                        "dev.attar.compiler.reference..",
                        "dev.attar.compiler.fuse..",
                        "dev.attar.compiler.lower..",
                        "dev.attar.compiler.schedule..",
                        "dev.attar.compiler.emit..")
                .check(classes);
    }
}
