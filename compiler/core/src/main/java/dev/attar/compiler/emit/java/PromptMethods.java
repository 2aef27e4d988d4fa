package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import dev.attar.compiler.emit.Facade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** {@code prompts()} and {@code defaultPrompt()}, in a class whose texts have prompts. */
final class PromptMethods {
    private PromptMethods() {}

    static List<MethodSpec> of(Facade facade) {
        if (facade.prompts().isEmpty()) return List.of();
        CodeBlock entries = CodeBlock.join(
                facade.prompts().entrySet().stream()
                        .map(prompt -> CodeBlock.of("$T.entry($S, $S)", Map.class, prompt.getKey(), prompt.getValue()))
                        .toList(),
                ",$W");
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(MethodSpec.methodBuilder("prompts")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The prompts of the spec, by name: what is put before a text.\n")
                .returns(ParameterizedTypeName.get(Map.class, String.class, String.class))
                .addStatement("return $T.ofEntries($L)", Map.class, entries)
                .build());
        facade.defaultPrompt()
                .ifPresent(name -> methods.add(MethodSpec.methodBuilder("defaultPrompt")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .addJavadoc("The name of the prompt of every text for which no other is asked.\n")
                        .returns(String.class)
                        .addStatement("return $S", name)
                        .build()));
        return methods;
    }
}
