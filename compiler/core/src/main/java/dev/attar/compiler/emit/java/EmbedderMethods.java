package dev.attar.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Output;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** What a class must say to be a {@code dev.attar.runtime.Embedder}, besides its outputs. */
final class EmbedderMethods {
    private EmbedderMethods() {}

    static List<MethodSpec> of(LoopProgram program, List<Output> outputs) {
        List<MethodSpec> methods = new ArrayList<>();
        if (outputs.stream().noneMatch(output -> output.name().equals("unnormalized"))) methods.add(unnormalized());
        methods.add(number("dimension", outputs.getLast().columns(), "The embedding dimension."));
        methods.add(number("context", program.inputs().axes().getFirst().most(), "Longest sequence, in tokens."));
        return methods;
    }

    private static MethodSpec unnormalized() {
        ClassName batch = ClassName.get("dev.attar.runtime", "Batch");
        return method("unnormalized", "Embeddings; the head does not normalize, so these are those of embed.")
                .returns(ClassName.get("dev.attar.runtime", "Matrix"))
                .addParameter(batch, "batch")
                .addStatement("return embed(batch)")
                .build();
    }

    private static MethodSpec number(String name, int value, String documentation) {
        return method(name, documentation)
                .returns(TypeName.INT)
                .addStatement("return $L", value)
                .build();
    }

    private static MethodSpec.Builder method(String name, String documentation) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L\n", documentation);
    }
}
