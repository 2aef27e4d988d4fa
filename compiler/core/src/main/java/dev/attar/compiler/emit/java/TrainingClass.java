package dev.attar.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.loops.LoopProgram;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The public class of a model that is trained: opens it on weights to begin with. */
final class TrainingClass {
    private static final ClassName TRAINABLE = ClassName.get("dev.attar.runtime", "TrainableModel");
    private static final ClassName SESSION = ClassName.get("dev.attar.runtime", "TrainingSession");
    private static final ClassName WEIGHTS = ClassName.get("dev.attar.runtime", "Weights");
    private static final ClassName OPTIONS = ClassName.get("dev.attar.runtime", "Options");

    private static final ClassName ADAPTERS = ClassName.get("dev.attar.runtime.training", "LowRankAdapters");

    private final Facade facade;
    private final LoopProgram program;
    private final Set<JavaTarget> targets;

    TrainingClass(Facade facade, LoopProgram program, Set<JavaTarget> targets) {
        this.facade = facade;
        this.program = program;
        this.targets = targets;
    }

    private CodeBlock opened(ClassName self) {
        return facade.adapters()
                .map(adapters -> CodeBlock.of(
                        "return $T.open($T::program, new $T($L, $L), weights, options)",
                        SESSION,
                        self,
                        ADAPTERS,
                        adapters.rank(),
                        adapters.alpha()))
                .orElseGet(() -> CodeBlock.of("return $T.open($T::program, weights, options)", SESSION, self));
    }

    TypeSpec emit() {
        ClassName self = ClassName.get(facade.packageName(), facade.className());
        return TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc(
                        "Trains the model $L: forward, loss, backward and optimizer. Of its parameters, $L floats"
                                + " learn.\n",
                        program.model(),
                        program.parameters().trained())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(MethodSpec.methodBuilder("open")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .addJavadoc("Begins with these weights, which can be closed afterwards.\n\n"
                                + "@throws dev.attar.runtime.WeightsException when they do not fit the model, with"
                                + " every difference\n")
                        .returns(TRAINABLE)
                        .addParameter(WEIGHTS, "weights")
                        .addParameter(OPTIONS, "options")
                        .addStatement(opened(self))
                        .build())
                .addMethod(FacadeClass.program(facade, targets))
                .build();
    }
}
